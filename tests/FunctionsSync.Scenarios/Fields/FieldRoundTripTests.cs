using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Scenarios.Fields;

/// <summary>Every row of the type table: what one side says arrives on the other, and then nobody has anything left to write.</summary>
public sealed class FieldRoundTripTests
{
    private const string Field = "UF_CRM_1";
    private const string Property = "Value";

    /// <summary>What Bitrix24 holds, and what Notion then shows.</summary>
    public static TheoryData<string, bool, string, object?, string> FromBitrix24 { get; } = new()
    {
        { "string", false, "rich_text", "", "" },
        { "string", false, "rich_text", "🙂 e\u0301 שלום \"q\" \\", "🙂 e\u0301 שלום \"q\" \\" },
        { "string", false, "rich_text", new string('x', 2000), new string('x', 2000) },
        { "string", false, "rich_text", new string('x', 1999) + "🙂", new string('x', 1999) + "🙂" },
        { "string", false, "rich_text", new string('й', 2001), new string('й', 2001) },
        { "integer", false, "number", 0, "0" },
        { "integer", false, "number", null, "" },
        { "integer", false, "number", -2147483647, "-2147483647" },
        { "double", false, "number", 123456789012345m, "123456789012345" },
        { "double", false, "number", -0.01m, "-0.01" },
        { "double", false, "number", 0m, "0" },
        { "double", false, "number", null, "" },
        { "boolean", false, "checkbox", true, "true" },
        { "boolean", false, "checkbox", false, "false" },
        { "boolean", false, "checkbox", null, "false" },
        { "date", false, "date", new DateOnly(2028, 2, 29), "2028-02-29" },
        { "date", false, "date", null, "" },
        { "datetime", false, "date", new DateTimeOffset(2026, 3, 29, 0, 59, 0, TimeSpan.Zero), "2026-03-29T00:59:00.000+00:00" },
        { "datetime", false, "date", new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(1)), "2026-10-25T01:30:00.000+00:00" },
        { "money", false, "number", "-123.45|RUB", "-123.45" },
        { "money", false, "number", "0|EUR", "0" },
        { "money", false, "select", "5|EUR", "EUR" },
        { "url", false, "url", "https://example.com/?a=1&b=ü", "https://example.com/?a=1&b=ü" },
        { "url", false, "rich_text", "no address at all", "no address at all" },
        { "address", false, "rich_text", "1 Main St", "1 Main St" },
        { "string", true, "rich_text", new object[] { "b", "a, c", "b" }, "b\na, c\nb" },
        { "string", true, "multi_select", new object[] { "b", "a, c" }, "a\u201A c|b" },
        { "string", true, "multi_select", Array.Empty<object>(), "" },
        { "double", true, "rich_text", new object[] { 1.5m, -2m, 0m }, "1.5\n-2\n0" },
        { "date", true, "rich_text", new object[] { new DateOnly(2028, 2, 29), new DateOnly(2026, 1, 1) }, "2028-02-29\n2026-01-01" },
        { "url", true, "rich_text", new object[] { "https://a.example", "https://b.example" }, "https://a.example\nhttps://b.example" },
        { "money", true, "rich_text", new object[] { "1.5|EUR", "-2|RUB" }, "1.5 EUR\n-2 RUB" },
    };

    /// <summary>What a person writes in Notion, and what Bitrix24 then holds.</summary>
    public static TheoryData<string, bool, string, string, object?> FromNotion { get; } = new()
    {
        { "string", false, "rich_text", """[{"text":{"content":"🙂 e\u0301 שלום, second"}}]""", "🙂 e\u0301 שלום, second" },
        { "string", false, "rich_text", "[]", "" },
        { "integer", false, "number", "0", 0 },
        { "integer", false, "number", "-7", -7 },
        { "double", false, "number", "123456789012345", 123456789012345m },
        { "double", false, "number", "0.005", 0.01m },
        { "double", false, "number", "null", null },
        { "boolean", false, "checkbox", "true", true },
        { "date", false, "date", """{"start":"2028-02-29"}""", new DateOnly(2028, 2, 29) },
        { "date", false, "date", """{"start":"2026-03-29T03:30:00+02:00"}""", new DateOnly(2026, 3, 29) },
        { "date", false, "date", "null", null },
        { "datetime", false, "date", """{"start":"2026-10-25T03:30:00","time_zone":"Europe/Berlin"}""", new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.Zero) },
        { "datetime", false, "date", """{"start":"2026-06-01"}""", new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero) },
        { "url", false, "url", "\"https://example.com/x\"", "https://example.com/x" },
        { "url", false, "url", "null", "" },
        { "address", false, "rich_text", """[{"text":{"content":"2 Side St"}}]""", "2 Side St" },
        { "string", true, "rich_text", """[{"text":{"content":"one\n\n two, three "}}]""", new object[] { "one", "two, three" } },
        { "string", true, "multi_select", """[{"name":"one"},{"name":"two"}]""", new object[] { "one", "two" } },
        { "string", true, "multi_select", "[]", Array.Empty<object>() },
        { "double", true, "rich_text", """[{"text":{"content":"1.5\n-2"}}]""", new object[] { 1.5m, -2m } },
        { "date", true, "rich_text", """[{"text":{"content":"2028-02-29"}}]""", new object[] { new DateOnly(2028, 2, 29) } },
    };

    [Theory]
    [MemberData(nameof(FromBitrix24), DisableDiscoveryEnumeration = true)]
    public async Task Sync_ValueInBitrix24_IsShownInNotionAndNothingIsLeftToWrite(string type, bool multiple, string propertyType, object? value, string shown)
    {
        await using var sides = await TwoSides.StartAsync();
        var dataSource = AddPair(sides, type, multiple, propertyType);
        var deal = sides.AddDeal((Field, value));

        await sides.SyncAsync(deal);

        Assert.Equal(shown, Shown(sides.Property(dataSource, deal, Property)));
        await sides.AssertQuietAsync(deal);
        Assert.Empty(await sides.HeldAsync());
    }

    [Theory]
    [MemberData(nameof(FromNotion), DisableDiscoveryEnumeration = true)]
    public async Task Sync_ValueInNotion_IsHeldByBitrix24AndNothingIsLeftToWrite(string type, bool multiple, string propertyType, string value, object? stored)
    {
        await using var sides = await TwoSides.StartAsync();
        var dataSource = AddPair(sides, type, multiple, propertyType);
        var deal = sides.AddDeal((Field, Other(type, multiple)));
        await sides.SyncAsync(deal);

        sides.EditPage(dataSource, deal, Property, new JsonObject { [propertyType] = JsonNode.Parse(value) });
        await sides.SyncAsync(deal);

        Assert.Equal(Words(stored), Words(sides.Value(deal, Field)).Split('|')[0]);
        await sides.AssertQuietAsync(deal);
        Assert.Empty(await sides.HeldAsync());
    }

    private static string AddPair(TwoSides sides, string type, bool multiple, string propertyType)
    {
        sides.Portal.AddUserField(new UserField(Field, type, "Value") { Multiple = multiple });
        return sides.AddFlow(
            new JsonObject { [Property] = new JsonObject { [propertyType] = new JsonObject() } }, new FieldSettings { Bitrix24 = Field, Notion = Property });
    }

    /// <summary>A value to be replaced.</summary>
    private static object? Other(string type, bool multiple)
    {
        object? one = type switch
        {
            "string" or "url" or "address" => "before",
            "integer" => 5,
            "double" => 5.5m,
            "boolean" => false,
            "date" => new DateOnly(2020, 1, 1),
            _ => new DateTimeOffset(2020, 1, 1, 8, 0, 0, TimeSpan.Zero),
        };
        return multiple ? new[] { one } : one;
    }

    private static string Shown(JsonObject property)
    {
        var type = property["type"]!.GetValue<string>();
        return (type, property[type]) switch
        {
            ("rich_text", JsonArray items) => string.Concat(items.Select(item => item!["plain_text"]!.GetValue<string>())),
            ("multi_select", JsonArray items) => string.Join('|', items.Select(item => item!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal)),
            ("select", JsonObject option) => option["name"]!.GetValue<string>(),
            ("date", JsonObject date) => date["start"]!.GetValue<string>(),
            (_, { } value) => value.ToString(),
            _ => "",
        };
    }

    private static string Words(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable<object> list => string.Join('\n', list.Select(Words)),
        DateTimeOffset moment => moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(value is DateOnly ? "O" : null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
