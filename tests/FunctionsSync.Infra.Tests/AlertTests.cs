namespace FunctionsSync.Infra.Tests;

public sealed class AlertTests(Infrastructure infrastructure)
{
    private const string Rule = "Microsoft.Insights/scheduledQueryRules";

    [Theory]
    [InlineData("poll-late", "NotionPoll")]
    [InlineData("sync-failing", "SyncRequests")]
    public void Alert_Query_NamesItsFunction(string alert, string function) =>
        Assert.Contains($"'{function}'", Query(alert), StringComparison.Ordinal);

    [Theory]
    [InlineData("NotionPoll")]
    [InlineData("SyncRequests")]
    public void Function_WatchedByAnAlert_IsInTheApp(string function) =>
        Assert.Contains(
            Directory.GetFiles(Repository.PathOf("src", "FunctionsSync.App"), "*.cs").Select(File.ReadAllText),
            source => source.Contains($"[Function(\"{function}\")]", StringComparison.Ordinal));

    [Fact]
    public void PollLate_Query_NamesTheMinutes() => Assert.Contains("ago(10m)", Query("poll-late"), StringComparison.Ordinal);

    [Theory]
    [InlineData("poll-late")]
    [InlineData("sync-failing")]
    public void Alert_Raised_HasAnEntryInTheOperationsGuide(string alert) =>
        Assert.Contains($"`{alert}`", File.ReadAllText(Repository.PathOf("docs", "operations.md")), StringComparison.Ordinal);

    [Fact]
    public void Alerts_Deployed_AreTheseTwo() =>
        Assert.Equal(
            ["fsync-prod-poll-late", "fsync-prod-sync-failing"],
            infrastructure.Deployed("prod").All(Rule).Select(rule => rule.Name).Order(StringComparer.Ordinal));

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

    private string Query(string alert)
    {
        var rule = Assert.Single(infrastructure.Deployed("prod").All(Rule), rule => rule.Name.EndsWith(alert, StringComparison.Ordinal));
        return rule["criteria.allOf"]![0]!["query"]!.GetValue<string>();
    }
}
