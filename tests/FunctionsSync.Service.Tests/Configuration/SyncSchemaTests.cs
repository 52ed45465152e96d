using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Tests.Configuration;

/// <summary>The published JSON Schema and the reader accept the same shapes.</summary>
public sealed class SyncSchemaTests
{
    private const string Everything = """
        {
          "$schema": "docs/sync.schema.json",
          "flows": [
            {
              "name": "Projects",
              "bitrix24": { "entity": "item:174", "filter": { "CATEGORY_ID": [0, "9"], ">=OPPORTUNITY": 1000, "@STAGE_ID": "NEW" } },
              "notion": { "database": "11111111111111111111111111111111", "idProperty": "CRM" },
              "create": "matching", "createInBitrix24": true, "template": "Project",
              "onDelete": { "bitrix24": { "mark": { "field": "STAGE_ID", "value": "Lost" } }, "notion": { "mark": { "property": "Deleted", "value": true } } },
              "initial": "newest", "tieBreaker": "notion", "keyFields": ["TITLE"],
              "fields": [
                { "bitrix24": "TITLE", "notion": "Name" },
                { "bitrix24": "STAGE_ID", "notion": "Status", "direction": "both", "policy": "lastWriteWins", "values": { "New": "Backlog" } },
                { "bitrix24": "PARENT_ID", "notion": "Parent", "relation": "Projects" }
              ]
            }
          ],
          "users": { "ann@example.com": "ann@example.org" },
          "templates": { "Project": [ { "heading_2": "Requirements" }, { "divider": true } ] }
        }
        """;

    /// <summary>Put in the place of every value in turn.</summary>
    private static readonly string[] s_replacements = ["null", "true", "0", "7.5", "\"\"", "\" \"", "\"x\"", "\"trash\"", "[]", "[null]", "[\"x\"]", "{}", "{\"x\":1}", "{\"mark\":7}"];

    [Fact]
    public async Task Schema_Sample_IsValidAndRead()
    {
        var sample = await File.ReadAllTextAsync(RepositoryRoot.PathOf("sync.json"), Some.Cancel);

        Assert.Empty(await PublishedSchema.ValidateAsync(sample));
        Assert.Equal("docs/sync.schema.json", SyncFileReader.Read(sample, "sync.json").Schema);
    }

    [Fact]
    public async Task Schema_FileThatSaysEverything_IsValidAndRead()
    {
        Assert.Empty(await PublishedSchema.ValidateAsync(Everything));
        Assert.Empty(ErrorsOfShape(Everything));
        Assert.Equal(["CATEGORY_ID", ">=OPPORTUNITY", "@STAGE_ID"], SyncFileReader.Read(Everything, "sync.json").Flows[0].Bitrix24.Filter.Keys);
    }

    /// <summary>Every value replaced, every member removed, one added to every object: the two never disagree.</summary>
    [Fact]
    public async Task Schema_EveryChangeOfAFileThatSaysEverything_IsAcceptedByBothOrByNeither()
    {
        var (accepted, refused) = (0, 0);
        foreach (var changed in Changes())
        {
            var bySchema = await PublishedSchema.ValidateAsync(changed);
            var byReader = ErrorsOfShape(changed);

            Assert.True(
                bySchema.Count == 0 == (byReader.Count == 0),
                $"{changed}\nThe schema says: {string.Join("; ", bySchema)}\nThe reader says: {string.Join("; ", byReader)}");
            (accepted, refused) = byReader.Count == 0 ? (accepted + 1, refused) : (accepted, refused + 1);
        }

        Assert.True(accepted > 50 && refused > 500, $"{accepted} accepted, {refused} refused");
    }

    private static IEnumerable<string> Changes()
    {
        foreach (var place in Places(Parse(), []))
        {
            foreach (var replacement in s_replacements)
            {
                yield return Changed(place, (parent, key) => Set(parent, key, JsonNode.Parse(replacement)));
            }

            yield return Changed(place, Remove);
            yield return Changed(place, (parent, key) => (At(parent, key) as JsonObject)?.Add("nonsense", 1));
        }
    }

    private static string Changed(IReadOnlyList<object> place, Action<JsonNode, object> change)
    {
        var root = Parse();
        var parent = place.SkipLast(1).Aggregate(root, At);
        change(parent, place[^1]);
        return root.ToJsonString();
    }

    private static JsonNode Parse() => JsonNode.Parse(Everything)!;

    private static IEnumerable<IReadOnlyList<object>> Places(JsonNode node, IReadOnlyList<object> here)
    {
        var keys = node switch
        {
            JsonObject members => members.Select(member => (object)member.Key),
            JsonArray items => Enumerable.Range(0, items.Count).Select(index => (object)index),
            _ => [],
        };
        return keys.SelectMany(key => Places(At(node, key), [.. here, key]).Prepend([.. here, key]));
    }

    private static JsonNode At(JsonNode node, object key) => key is int index ? node[index]! : node[(string)key]!;

    private static void Set(JsonNode parent, object key, JsonNode? value)
    {
        if (key is int index)
        {
            parent[index] = value;
        }
        else
        {
            parent[(string)key] = value;
        }
    }

    private static void Remove(JsonNode parent, object key)
    {
        if (key is int index)
        {
            parent.AsArray().RemoveAt(index);
        }
        else
        {
            parent.AsObject().Remove((string)key);
        }
    }

    private static List<string> ErrorsOfShape(string json)
    {
        using var document = JsonDocument.Parse(json);
        var errors = new List<string>();
        SyncFileStructure.Read(new(document.RootElement, "$", errors));
        return errors;
    }
}
