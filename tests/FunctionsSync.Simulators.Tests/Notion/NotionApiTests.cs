using System.Text;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Simulators.Notion.Api;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Simulators.Tests.Notion;

public sealed class NotionApiTests
{
    [Fact]
    public void Answer_WithoutAServer_WorksTheSameUnderVirtualTime()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 10, 0, 45, TimeSpan.Zero));
        var first = Run(clock);
        var second = Run(new FakeTimeProvider(clock.Start));

        Assert.Equal(200, first.Status);
        Assert.Contains("2026-11-22T10:00:00.000Z", first.Body, StringComparison.Ordinal);
        // The same seed gives the same ids, so a failing simulation can be replayed.
        Assert.Equal(first.Body, second.Body);
    }

    private static NotionApiResponse Run(FakeTimeProvider clock)
    {
        var workspace = new NotionWorkspace(new NotionSimulatorOptions { TimeProvider = clock, Seed = 1 });
        var (_, dataSourceId) = workspace.CreateDatabase("Deals", []);
        var body = new JsonObject { ["parent"] = new JsonObject { ["data_source_id"] = dataSourceId } };
        return new NotionApi(workspace).Answer(new NotionApiRequest(
            "POST", "/v1/pages", Encoding.UTF8.GetBytes(body.ToJsonString()), "Bearer ntn_simulated", "2026-03-11"));
    }
}
