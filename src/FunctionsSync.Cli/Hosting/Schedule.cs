using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace FunctionsSync.Cli.Hosting;

/// <summary>A timer's schedule in the six fields the Functions host reads, by the same parser.</summary>
internal sealed class Schedule(string setting, string expression)
{
    private readonly CrontabSchedule _cron = CrontabSchedule.TryParse(expression, new() { IncludingSeconds = true })
        ?? throw new ConfigurationException(
            $"The setting {setting} is no schedule of six fields: '{expression}'. Every 30 s is '*/30 * * * * *'.");

    public string Setting { get; } = setting;

    public static Schedule Read(IConfiguration configuration, string setting, string fallback) => new(setting, configuration[setting] ?? fallback);

    /// <summary>The first occurrence after <paramref name="now"/>, in UTC as on the Functions host.</summary>
    public DateTimeOffset Next(DateTimeOffset now) => new(_cron.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero);
}
