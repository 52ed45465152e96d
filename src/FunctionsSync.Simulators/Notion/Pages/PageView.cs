using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.Schema;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion.Pages;

/// <summary>Page objects as the API answers them.</summary>
internal static class PageView
{
    /// <summary>The page with the properties whose ids are in <paramref name="only"/>; with all of them where that is null.</summary>
    public static JsonObject Render(
        WorkspaceState state, PageRecord page, PageVersion version, Actor actor, IReadOnlyCollection<string>? only = null)
    {
        var source = state.SourceOf(page);
        var read = new PropertyRead(state, page, version, actor);
        var properties = new JsonObject();
        foreach (var property in source.Schema.Properties.Where(property => only?.Contains(property.Id) != false))
            properties[property.Name] = Property(property, read);
        return new JsonObject
        {
            ["object"] = "page",
            ["id"] = page.Id,
            ["created_time"] = MinuteTime.Text(page.CreatedAt),
            ["last_edited_time"] = MinuteTime.Text(version.EditedAt),
            ["created_by"] = state.User(page.CreatedBy).Reference,
            ["last_edited_by"] = state.User(version.EditedBy).Reference,
            ["cover"] = version.Cover?.DeepClone(),
            ["icon"] = version.Icon?.DeepClone(),
            ["parent"] = new JsonObject
            {
                ["type"] = "data_source_id",
                ["data_source_id"] = source.Id,
                ["database_id"] = source.Database.Id,
            },
            ["in_trash"] = version.InTrash,
            ["is_archived"] = version.IsArchived,
            ["is_locked"] = version.IsLocked,
            ["properties"] = properties,
            ["url"] = $"https://app.notion.com/p/{page.Id.Replace("-", "", StringComparison.Ordinal)}",
            ["public_url"] = null,
        };
    }

    public static JsonNode? Stored(PropertyDefinition property, PropertyRead read) =>
        read.Version.Values.GetValueOrDefault(property.ValueKey);

    public static JsonNode? Plain(PropertyDefinition property, PropertyRead read) =>
        PropertyKinds.Of(property).Plain(Stored(property, read), property, read);

    public static string Display(PropertyDefinition property, PropertyRead read) =>
        PropertyKinds.Of(property).Display(Stored(property, read), property, read);

    private static JsonObject Property(PropertyDefinition property, PropertyRead read)
    {
        var kind = PropertyKinds.Of(property);
        var stored = Stored(property, read);
        var rendered = new JsonObject
        {
            ["id"] = property.PublicId,
            ["type"] = property.Type,
            [property.Type] = kind.Render(stored, property, read),
        };
        if (kind is RelationKind relation)
            rendered["has_more"] = relation.Items(stored, property, read).Count() > ReferenceKind.MostShown;
        return rendered;
    }
}
