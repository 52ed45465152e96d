using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;

namespace FunctionsSync.Cli.Tests.Hosting;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("*/30 * * * * *", "12:00:00", 30)]
    [InlineData("*/30 * * * * *", "12:00:29.5", 0.5)]
    [InlineData("0 */5 * * * *", "12:03:20", 100)]
    [InlineData("0 0 3 * * *", "12:00:00", 15 * 3600)]
    public void Next_SixFields_IsTheNextOccurrence(string expression, string now, double seconds)
    {
        var at = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero) + TimeSpan.Parse(now, null);

        Assert.Equal(at.AddSeconds(seconds), new Schedule("NotionPollSchedule", expression).Next(at));
    }

    [Fact]
    public void Next_ClockInAnotherZone_IsTheSame()
    {
        var at = new DateTimeOffset(2026, 3, 2, 3, 30, 0, TimeSpan.FromHours(5.5));

        Assert.Equal(at.AddHours(5), new Schedule("NotionPollSchedule", "0 0 3 * * *").Next(at));
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * * *")]
    [InlineData("*/30 * * * * * *")]
    [InlineData("00:00:30")]
    [InlineData("61 * * * * *")]
    [InlineData("every minute")]
    public void Read_NoSchedule_NamesTheSettingAndTheExpression(string expression)
    {
        var failure = Assert.Throws<ConfigurationException>(() => Schedule.Read(Configured(expression), "NotionPollSchedule", "*/30 * * * * *"));

        Assert.Contains("NotionPollSchedule", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"'{expression}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NotSet_TakesTheFallback()
    {
        var schedule = Schedule.Read(new ConfigurationBuilder().Build(), "NotionPollSchedule", "*/10 * * * * *");

        Assert.Equal(new(2026, 3, 2, 12, 0, 10, TimeSpan.Zero), schedule.Next(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero)));
    }

    private static IConfiguration Configured(string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("NotionPollSchedule", value)]).Build();
}
