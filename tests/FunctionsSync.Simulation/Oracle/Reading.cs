using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Simulation.Worlds;
using FunctionsSync.Simulators.Bitrix24.Records;
using FunctionsSync.Simulators.Notion.Pages;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.Schema;

namespace FunctionsSync.Simulation.Oracle;

/// <summary>What fields say, in a spelling of the oracle's own: it must not lean on the conversions it judges.</summary>
internal sealed class Reading(World world)
{
    public string InBitrix24(CrmItem deal, MappedField field) => (field.Kind, deal[field.Bitrix24]) switch
    {
        (FieldKind.Stage, string stage) => world.Portal.State.Pipelines.Find(stage)?.Name ?? stage,
        (FieldKind.Person, int user) => world.People.FirstOrDefault(person => person.Bitrix24Id == user)?.Email ?? $"user {user}",
        (FieldKind.Company, int company) => world.Portal.State.Companies.Find(company)?.Get<string>("TITLE") ?? string.Empty,
        (FieldKind.Day, DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (FieldKind.Number, decimal number) => Number(number),
        (FieldKind.Number, null) => Number(0),
        (_, string text) => text.Trim(),
        (_, null) => string.Empty,
        var (_, other) => throw new InvalidOperationException($"{field.Bitrix24} holds a {other.GetType()}."),
    };

    public string InNotion(PropertyRead page, PropertyDefinition property, MappedField field) =>
        (field.Kind, PageView.Plain(property, page)) switch
        {
            (FieldKind.Number, null) => Number(0),
            (FieldKind.Number, { } number) => Number((decimal)number.GetValue<double>()),
            (FieldKind.Person, JsonArray people) => string.Join(' ', people.Select(EmailOf).Order(StringComparer.Ordinal)),
            (_, JsonValue text) when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>().Trim(),
            (_, null) => string.Empty,
            var (_, other) => throw new InvalidOperationException($"{field.Notion} holds {other?.ToJsonString()}."),
        };

    /// <summary>A stage that was renamed is the same stage.</summary>
    public static bool AreEqual(MappedField field, string one, string other) => field.Kind == FieldKind.Stage
        ? string.Equals(WithoutNumber(one), WithoutNumber(other), StringComparison.OrdinalIgnoreCase)
        : one == other;

    /// <summary>Whether a value in the journal's encoding is this one.</summary>
    public static bool IsJournalled(MappedField field, string encoded, string value) => field.Kind switch
    {
        FieldKind.Number => encoded == $"number:{value}" || (value == "0" && encoded == "empty"),
        FieldKind.Stage => encoded == "empty" ? value.Length == 0 : WithoutNumber(encoded).EndsWith($":{WithoutNumber(value)}", StringComparison.OrdinalIgnoreCase),
        FieldKind.Person => value.Length == 0 ? encoded == "empty" : value.Split(' ').All(email => encoded.Contains(email, StringComparison.Ordinal)),
        _ => value.Length == 0 ? encoded == "empty" : encoded.EndsWith($":{value}", StringComparison.Ordinal),
    };

    /// <summary>Administrators who rename a stage only put another number behind its name.</summary>
    private static string WithoutNumber(string stage) => stage.Split(" (")[0];

    /// <summary>An amount of zero and none are the same: a deal always has one.</summary>
    private static string Number(decimal number) => (number / 1.000000000m).ToString("0.#########", CultureInfo.InvariantCulture);

    private string EmailOf(JsonNode? person) =>
        world.People.FirstOrDefault(known => known.NotionId == person?.GetValue<string>())?.Email ?? $"{person}";
}
