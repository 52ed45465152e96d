using System.Text.RegularExpressions;

namespace FunctionsSync.Infra.Tests;

public sealed partial class AlertTests(Infrastructure infrastructure)
{
    private const string Rule = "Microsoft.Insights/scheduledQueryRules";

    /// <summary>Every alert, and the log event that raises it or whose absence does.</summary>
    public static TheoryData<string, string> LogAlerts => new()
    {
        { "poll-late", "NotionPolled" },
        { "catch-up-late", "CaughtUpWithBitrix24" },
        { "authorization-lost", "ConnectionRefused" },
        { "flow-stopped", "Stopped" },
        { "request-parked", "Parked" },
    };

    [Theory]
    [MemberData(nameof(LogAlerts))]
    public void Alert_Query_NamesItsEvent(string alert, string logEvent)
    {
        Assert.Contains($"EventName) == '{logEvent}'", Query(alert), StringComparison.Ordinal);
        Assert.Contains("CategoryName) startswith 'FunctionsSync.'", Query(alert), StringComparison.Ordinal);
    }

    /// <summary>An event is named in its attribute, or by the method that logs it: a renaming must not silence an alert. Debug is not sent to Azure.</summary>
    [Theory]
    [MemberData(nameof(LogAlerts))]
    public void Event_WatchedByAnAlert_IsLoggedAboveDebug(string alert, string logEvent)
    {
        var levels = SourceFiles()
            .Select(File.ReadAllText)
            .SelectMany(source => LogMethod().Matches(source).Select(method => (Name: EventName(source, method), Level: method.Groups["level"].Value)))
            .Where(method => method.Name == logEvent)
            .Select(method => method.Level)
            .ToList();

        Assert.True(levels.Count > 0, $"Nothing in src logs the event {logEvent}, which {alert} waits for.");
        Assert.All(levels, level => Assert.Contains(level, (string[])["Information", "Warning", "Error", "Critical"]));
    }

    [Fact]
    public void SyncFailing_Function_IsInTheApp()
    {
        Assert.Contains("Name has 'SyncRequests'", Query("sync-failing"), StringComparison.Ordinal);
        Assert.Contains(SourceFiles(), file => File.ReadAllText(file).Contains("[Function(\"SyncRequests\")]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("poll-late", 10)]
    [InlineData("catch-up-late", 30)]
    public void Late_Query_IsAboutTheMinutesAndAlsoAnAppThatIsDown(string alert, int minutes)
    {
        Assert.Contains($"ago({minutes}m)", Query(alert), StringComparison.Ordinal);
        Assert.Contains("isnull(Last)", Query(alert), StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_Deployed_HaveAnEntryInTheOperationsGuide()
    {
        var guide = File.ReadAllText(Repository.PathOf("docs", "operations.md"));

        Assert.Equal(
            ["authorization-lost", "catch-up-late", "flow-stopped", "poll-late", "request-parked", "sync-failing"],
            infrastructure.Deployed("prod").All(Rule).Select(rule => rule.Name["fsync-prod-".Length..]).Order(StringComparer.Ordinal));
        Assert.All(
            infrastructure.Deployed("prod").All(Rule),
            rule => Assert.Contains($"| `{rule.Name["fsync-prod-".Length..]}` |", guide, StringComparison.Ordinal));
    }

    [Fact]
    public void Alerts_WithoutAnAddress_NotifyNobody()
    {
        Assert.Empty(infrastructure.Deployed("prod").All("Microsoft.Insights/actionGroups"));
        Assert.All(infrastructure.Deployed("prod").All(Rule), rule => Assert.Empty(rule["actions.actionGroups"]!.AsArray()));
    }

    [Fact]
    public void Alerts_WithAnAddress_GoThere()
    {
        var group = infrastructure.Deployed("private").Single("Microsoft.Insights/actionGroups");

        Assert.Equal("operators@example.com", group["emailReceivers"]![0]!["emailAddress"]!.GetValue<string>());
        Assert.All(
            infrastructure.Deployed("private").All(Rule),
            rule => Assert.Equal([group.Id], rule["actions.actionGroups"]!.AsArray().Select(id => id!.GetValue<string>())));
    }

    private static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string EventName(string source, Match method)
    {
        var given = method.Groups["event"].Value;
        return given.Length == 0 ? method.Groups["method"].Value
            : given[0] == '"' ? given.Trim('"')
            : Regex.Match(source, $"const string {given} = \"(?<name>[^\"]+)\"").Groups["name"].Value;
    }

    private string Query(string alert)
    {
        var rule = Assert.Single(infrastructure.Deployed("prod").All(Rule), rule => rule.Name.EndsWith(alert, StringComparison.Ordinal));
        return rule["criteria.allOf"]![0]!["query"]!.GetValue<string>();
    }

    [GeneratedRegex("""\[LoggerMessage\(\d+, LogLevel\.(?<level>\w+), "[^\r\n]*?"(, EventName = (?<event>"[^"]+"|\w+))?\)\]\s*public static partial void (?<method>\w+)\(""")]
    private static partial Regex LogMethod();
}
