using FunctionsSync.Simulators.Notion;

namespace FunctionsSync.Scenarios.Bodies;

public sealed class PageBodyTests
{
    private const string Comments = """[{"heading_2": "Requirements"}, {"text": "{COMMENTS}"}, {"divider": true}, {"paragraph": "{TITLE}"}]""";

    /// <summary>By number and by words, so that no two blocks are the same and none is missed.</summary>
    private static IEnumerable<string> Lines(int count, string word = "requirement") => Enumerable.Range(1, count).Select(number => $"{word} number {number}");

    private static IReadOnlyList<string> Expected(IEnumerable<string> lines, string title) =>
        ["heading_2: Requirements", .. lines.Select(line => $"paragraph: {line}"), "divider", $"paragraph: {title}"];

    [Fact]
    public async Task Body_Of350Blocks_ArrivesCompleteAndInOrder()
    {
        await using var world = await BodyWorld.StartAsync(Comments);
        var lines = Lines(347).ToList();
        var deal = world.AddDeal(("TITLE", "Relaunch"), ("COMMENTS", string.Join('\n', lines)));

        await world.SyncAsync(deal);

        Assert.Equal(350, world.BodyOf(deal).Count);
        Assert.Equal(Expected(lines, "Relaunch"), world.BodyOf(deal));
        Assert.Null((await world.MappingAsync(deal))!.Body);
        Assert.Equal(["POST /v1/pages", .. Enumerable.Repeat("PATCH /v1/blocks/{id}/children", 3)], Writes(world));
    }

    [Theory]
    [InlineData(1, 120_000)]
    [InlineData(1_200, 99)]
    public async Task Body_Of120000Characters_ArrivesCompleteAndInOrder(int lineCount, int lineLength)
    {
        await using var world = await BodyWorld.StartAsync(Comments);
        // Words of three scripts and pairs of surrogates, none of them the same as its neighbour.
        var lines = Enumerable.Range(1, lineCount)
            .Select(line => string.Concat(Enumerable.Range(0, lineLength).Select(part => $"{line}.{part} требование 要件 🚀 "))[..lineLength].TrimEnd())
            .Select(line => char.IsHighSurrogate(line[^1]) ? line[..^1] + "." : line)
            .ToList();
        var deal = world.AddDeal(("TITLE", "Relaunch"), ("COMMENTS", string.Join('\n', lines)));

        await world.SyncAsync(deal);

        var text = world.BodyOf(deal).Skip(1).SkipLast(2).Select(block => block["paragraph: ".Length..]);
        Assert.Equal(string.Concat(lines), string.Concat(text));
        Assert.Equal(["divider", "paragraph: Relaunch"], world.BodyOf(deal).TakeLast(2));
        Assert.Null((await world.MappingAsync(deal))!.Body);
    }

    [Fact]
    public async Task Body_SecondLook_WritesNothing()
    {
        await using var world = await BodyWorld.StartAsync(Comments);
        var deal = world.AddDeal(("TITLE", "Relaunch"), ("COMMENTS", string.Join('\n', Lines(150))));
        await world.SyncAsync(deal);
        world.Notion.Requests.Clear();

        await world.SyncAsync(deal);

        Assert.Empty(Writes(world));
    }

    [Fact]
    public async Task Fields_EditedWhileTheBodyIsWritten_AreInStepBeforeItIsComplete()
    {
        await using var world = await BodyWorld.StartAsync("""[{"text": "{COMMENTS}"}]""");
        var deal = world.AddDeal(("TITLE", "Before"), ("COMMENTS", string.Join('\n', Lines(350))));
        await world.SendAsync(deal);
        await world.HandleNextAsync();
        world.EditDeal(deal, "TITLE", "After");
        await world.SendAsync(deal);
        await world.HandleNextAsync();
        await world.HandleNextAsync();

        var page = world.Notion.Workspace.Pages(world.DataSource).Single();
        Assert.Equal("After", (string?)page["properties"]!["Name"]!["title"]![0]!["plain_text"]);
        Assert.InRange(world.BodyOf(deal).Count, 100, 299);

        await world.SyncAsync(deal);
        Assert.Equal(Lines(350).Select(line => $"paragraph: {line}"), world.BodyOf(deal));
    }

    /// <summary>The record is killed at every step there is, before and after it took effect: the body is complete and nothing is in it twice.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_KilledAtAnyStep_IsCompletedAndNotRepeated(bool after)
    {
        await using var world = await BodyWorld.StartAsync(Comments);
        var step = 0;
        do
        {
            step++;
            var lines = Lines(250, $"step {step}").ToList();
            var deal = world.AddDeal(("TITLE", $"Killed at {step}"), ("COMMENTS", string.Join('\n', lines)));
            if (after)
            {
                world.Steps.KillAfter(step);
            }
            else
            {
                world.Steps.KillBefore(step);
            }

            await world.SyncAsync(deal);

            world.Steps.KillNoMore();
            Assert.Equal(Expected(lines, $"Killed at {step}"), world.BodyOf(deal));
            Assert.Null((await world.MappingAsync(deal))!.Body);
        }
        while (world.Steps.HasKilled);

        Assert.InRange(step, 15, 200);
    }

    public static TheoryData<string, int> Faults()
    {
        var data = new TheoryData<string, int>();
        foreach (var fault in Kinds.Keys)
        {
            // The request that creates the page, and each of the two that go on.
            for (var request = 0; request < 3; request++)
            {
                data.Add(fault, request);
            }
        }

        return data;
    }

    private static readonly Dictionary<string, NotionFault> Kinds = new()
    {
        ["saved, connection broken"] = new NotionFault.SavedButAborted(),
        ["saved, 503 that says so"] = new NotionFault.SavedButUnavailable(),
        ["connection broken"] = new NotionFault.Aborted(),
        ["429"] = new NotionFault.Refused(429, TimeSpan.FromSeconds(7)),
        ["409"] = new NotionFault.Refused(409),
        ["500"] = new NotionFault.Refused(500),
        ["502"] = new NotionFault.Refused(502),
        ["503"] = new NotionFault.Refused(503),
        ["529"] = new NotionFault.Refused(529, TimeSpan.FromSeconds(3)),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Body_RequestFails_IsCompletedAndNotRepeated(string fault, int request)
    {
        await using var world = await BodyWorld.StartAsync(Comments);
        var lines = Lines(250).ToList();
        var deal = world.AddDeal(("TITLE", "Relaunch"), ("COMMENTS", string.Join('\n', lines)));
        if (request == 0)
        {
            world.Notion.Workspace.Faults.Queue("POST /v1/pages", Kinds[fault]);
        }
        else
        {
            world.Notion.Workspace.Faults.Queue("PATCH /v1/blocks", new NotionFault.Delayed(TimeSpan.Zero), request - 1);
            world.Notion.Workspace.Faults.Queue("PATCH /v1/blocks", Kinds[fault]);
        }

        await world.SyncAsync(deal);

        Assert.Equal(0, world.Notion.Workspace.Faults.Count);
        Assert.Equal(Expected(lines, "Relaunch"), world.BodyOf(deal));
    }

    [Fact]
    public async Task Body_AnotherFieldEditedInBetween_HoldsEveryBlockOnce()
    {
        await using var world = await BodyWorld.StartAsync(
            """[{"text": "{COMMENTS}"}, {"paragraph": "{TITLE}"}]""");
        var deal = world.AddDeal(("TITLE", "Before"), ("COMMENTS", string.Join('\n', Lines(250))));
        await world.SendAsync(deal);
        await world.HandleNextAsync();
        world.EditDeal(deal, "TITLE", "After");

        await world.SyncAsync(deal);

        Assert.Equal([.. Lines(250).Select(line => $"paragraph: {line}"), "paragraph: After"], world.BodyOf(deal));
    }

    [Fact]
    public async Task Body_TemplateWithoutValues_LeavesOutWhatWouldBeEmpty()
    {
        await using var world = await BodyWorld.StartAsync("""[{"heading_2": "Requirements"}, {"text": "{COMMENTS}"}, {"to_do": "{COMMENTS}"}]""");
        var deal = world.AddDeal(("TITLE", "Relaunch"));

        await world.SyncAsync(deal);

        Assert.Equal(["heading_2: Requirements"], world.BodyOf(deal));
    }

    private static List<string> Writes(BodyWorld world) =>
        [.. world.Notion.Requests.Entries.Where(request => request.IsWrite).Select(request => request.Operation)];
}
