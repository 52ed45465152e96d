using System.Text.Json.Nodes;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Scenarios.Fields;

/// <summary>BBCode in Bitrix24's comments and rich text in Notion.</summary>
public sealed class FormattedTextFieldTests
{
    [Fact]
    public async Task Comments_FormattedInBitrix24_AreFormattedInNotion()
    {
        await using var sides = await TwoSides.StartAsync();
        var dataSource = AddFlow(sides);
        var deal = sides.AddDeal(("COMMENTS", "[b]Bold[/b] and [url=https://example.com]a link[/url]\n[list][*]one[*]two[/list]"));

        await sides.SyncAsync(deal);

        var items = Items(sides, dataSource, deal);
        Assert.Equal("Bold and a link\n• one\n• two", string.Concat(items.Select(item => item["plain_text"]!.GetValue<string>())));
        Assert.True(items[0]["annotations"]!["bold"]!.GetValue<bool>());
        Assert.Equal("https://example.com", items.Single(item => item["plain_text"]!.GetValue<string>() == "a link")["href"]!.GetValue<string>());
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task Comments_EditedInNotion_KeepTheFormattingBothHave()
    {
        await using var sides = await TwoSides.StartAsync();
        var dataSource = AddFlow(sides);
        var deal = sides.AddDeal(("COMMENTS", "before"));
        await sides.SyncAsync(deal);

        sides.EditPage(dataSource, deal, "Comments", new JsonObject { ["rich_text"] = new JsonArray(Item("a "), Item("b", "bold", "italic"), Item("c", "strikethrough")) });
        await sides.SyncAsync(deal);

        Assert.Equal("a [b][i]b[/i][/b][s]c[/s]", sides.Value(deal, "COMMENTS"));
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task Comments_OnlyFormattedInNotion_StayThePersonsPlainText()
    {
        await using var sides = await TwoSides.StartAsync();
        var dataSource = AddFlow(sides);
        var deal = sides.AddDeal(("COMMENTS", "same words"));
        await sides.SyncAsync(deal);

        sides.EditPage(dataSource, deal, "Comments", new JsonObject { ["rich_text"] = new JsonArray(Item("same "), Item("words", "bold")) });
        await sides.SyncAsync(deal);

        Assert.Equal("same words", sides.Value(deal, "COMMENTS"));
        await sides.AssertQuietAsync(deal);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task Comments_OfManyPieces_ArriveOrAreHeld(int pieces, bool arrive)
    {
        await using var sides = await TwoSides.StartAsync();
        var dataSource = AddFlow(sides);
        var deal = sides.AddDeal(("COMMENTS", string.Concat(Enumerable.Range(1, pieces).Select(number => number % 2 == 0 ? $"[b]{number}[/b]" : $" {number} "))));

        await sides.SyncAsync(deal);

        Assert.Equal(arrive, Items(sides, dataSource, deal).Count > 0);
        Assert.Equal(arrive ? 0 : 1, (await sides.HeldAsync()).Count);
        await sides.AssertQuietAsync(deal);
    }

    private static string AddFlow(TwoSides sides) => sides.AddFlow(
        new JsonObject { ["Comments"] = new JsonObject { ["rich_text"] = new JsonObject() } }, new FieldSettings { Bitrix24 = "COMMENTS", Notion = "Comments" });

    private static JsonObject Item(string text, params string[] styles) => new()
    {
        ["text"] = new JsonObject { ["content"] = text },
        ["annotations"] = new JsonObject(styles.Select(style => KeyValuePair.Create(style, (JsonNode?)true))),
    };

    private static List<JsonObject> Items(TwoSides sides, string dataSource, int deal) =>
        [.. sides.Property(dataSource, deal, "Comments")["rich_text"]!.AsArray().Select(item => item!.AsObject())];
}
