using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>Lists of ids: a write replaces the whole list, and a page object shows no more than the first 25.</summary>
internal abstract class ReferenceKind : PropertyKind
{
    public const int MostShown = 25;
    private const int MostWritten = 100;

    public override JsonNode Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path)
    {
        var ids = Expect.Array(value, path, MostWritten).Select((node, index) =>
        {
            var idPath = $"{path}[{index}].id";
            var id = Ids.Read(Expect.Text(Expect.Object(node, $"{path}[{index}]")["id"], idPath, 100), idPath);
            Check(id, property, write, idPath);
            return id;
        });
        return new JsonArray([.. ids.Distinct().Select(id => (JsonNode)id)]);
    }

    public override JsonNode Render(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        new JsonArray([.. Items(stored, property, read).Take(MostShown)]);

    /// <summary>All of the list, in the form a page shows its items.</summary>
    public abstract IEnumerable<JsonNode> Items(JsonNode? stored, PropertyDefinition property, PropertyRead read);

    public override JsonNode Plain(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        new JsonArray([.. Items(stored, property, read).Select(item => item["id"]?.DeepClone())]);

    protected static IEnumerable<string> StoredIds(JsonNode? stored) =>
        (stored as JsonArray ?? []).Select(id => id?.GetValue<string>()).OfType<string>();

    protected abstract void Check(string id, PropertyDefinition property, PropertyWrite write, string path);
}

internal sealed class PeopleKind : ReferenceKind
{
    public override IEnumerable<JsonNode> Items(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        StoredIds(stored).Select(id => read.State.User(id).Render(read.State.WorkspaceId));

    public override string Display(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        string.Join(", ", StoredIds(stored).Select(id => read.State.User(id).Name));

    protected override void Check(string id, PropertyDefinition property, PropertyWrite write, string path)
    {
        if (!write.State.Users.ContainsKey(id))
            throw Invalid($"{path}: no user of this workspace has the id {id}.");
    }
}

internal sealed class RelationKind : ReferenceKind
{
    /// <summary>Pages of a data source that is not shared are left out, without a word.</summary>
    public override IEnumerable<JsonNode> Items(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        IsVisible(property, read) ? StoredIds(stored).Select(id => new JsonObject { ["id"] = id }) : [];

    public override string Display(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        string.Join(", ", StoredIds(stored).Select(id => TitleOf(read.State.Pages[id], read.State)));

    protected override void Check(string id, PropertyDefinition property, PropertyWrite write, string path)
    {
        if (write.State.Page(id, write.Actor).DataSourceId != property.Config["data_source_id"]?.GetValue<string>())
            throw Invalid($"{path}: the page {id} is not in the data source that {property.Name} relates to.");
    }

    private static bool IsVisible(PropertyDefinition property, PropertyRead read) =>
        !read.Actor.IsBot || read.State.DataSources[property.Config["data_source_id"]?.GetValue<string>() ?? ""].Database.IsShared;

    private static string TitleOf(PageRecord page, WorkspaceState state)
    {
        var title = state.SourceOf(page).Schema.ById("title");
        return RichText.PlainText(page.Current.Values.GetValueOrDefault(title.ValueKey));
    }
}
