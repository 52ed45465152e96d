using System.Text.Json.Nodes;

namespace FunctionsSync.Testing;

/// <summary>Property values of a Notion page, read from the vendor's JSON and written in it: nothing of the product is asked.</summary>
public static class PageProperties
{
    public static string Id(this JsonObject page) => page["id"]?.GetValue<string>() ?? string.Empty;

    public static int? Bitrix24Id(this JsonObject page) => (int?)page.Number("Bitrix24 ID");

    public static string Title(this JsonObject page, string name = "Name") => Joined(page["properties"]?[name]?["title"]);

    public static string RichText(this JsonObject page, string name) => Joined(page["properties"]?[name]?["rich_text"]);

    public static string? Select(this JsonObject page, string name = "Status") => page["properties"]?[name]?["select"]?["name"]?.GetValue<string>();

    public static decimal? Number(this JsonObject page, string name) =>
        page["properties"]?[name]?["number"] is { } number ? decimal.Parse(number.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>Ids of the people.</summary>
    public static IReadOnlyList<string> People(this JsonObject page, string name = "Responsible") =>
        [.. (page["properties"]?[name]?["people"] as JsonArray ?? []).Select(person => person?["id"]?.GetValue<string>() ?? string.Empty)];

    public static string? DateStart(this JsonObject page, string name) => page["properties"]?[name]?["date"]?["start"]?.GetValue<string>();

    /// <summary>A title as the API takes it: items of at most 2,000 characters.</summary>
    public static JsonObject TitleOf(string text) =>
        new() { ["title"] = new JsonArray([.. text.Chunk(2000).Select(part => new JsonObject { ["text"] = new JsonObject { ["content"] = new string(part) } })]) };

    public static JsonObject SelectOf(string? name) => new() { ["select"] = name is null ? null : new JsonObject { ["name"] = name } };

    public static JsonObject NumberOf(decimal number) => new() { ["number"] = number };

    public static JsonObject PeopleOf(string userId) => new() { ["people"] = new JsonArray(new JsonObject { ["id"] = userId }) };

    private static string Joined(JsonNode? items) =>
        string.Concat((items as JsonArray ?? []).Select(item => item?["plain_text"]?.GetValue<string>()));
}
