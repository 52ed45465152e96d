using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Blocks;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.Schema;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Pages;

/// <summary>Creates and changes pages for one actor. A write is read completely before any of it is kept.</summary>
internal sealed class PageWriter(WorkspaceState state, Actor actor)
{
    public const string TrashedMessage = "Can't edit block that is archived. You must unarchive the block before editing.";

    public PageRecord Create(
        DataSourceRecord source, JsonObject properties, IReadOnlyList<NewBlock> content, JsonNode? icon = null, JsonNode? cover = null)
    {
        var initial = source.Schema.Properties
            .Select(property => KeyValuePair.Create(property.ValueKey, PropertyKinds.Of(property).Initial(property)));
        var (values, schema) = Read(source, properties, initial.ToImmutableDictionary());
        var version = new PageVersion(state.Now, actor.UserId, values) { Icon = icon?.DeepClone(), Cover = cover?.DeepClone() };
        Keep(source, schema);
        var page = new PageRecord(state.Ids.NewObject(), source.Id, source.NextNumber(), state.Lagging(version));
        state.Pages.Add(page.Id, page);
        state.Blocks.Insert(page.Id, page.Id, 0, content, actor);
        state.Webhooks.Outbox.PageCreated(page, actor);
        return page;
    }

    /// <summary>Changes a page. Also a write that changes nothing moves the edit time.</summary>
    public void Update(PageRecord page, JsonObject properties, Func<PageVersion, PageVersion>? flags = null)
    {
        var changed = flags is null ? page.Current : flags(page.Current);
        if (page.Current.InTrash && changed.InTrash)
            throw Invalid(TrashedMessage);
        var source = state.SourceOf(page);
        var (values, schema) = Read(source, properties, changed.Values);
        Keep(source, schema);
        var wasInTrash = page.Current.InTrash;
        state.Commit(page, changed with { Values = values, EditedAt = state.Now, EditedBy = actor.UserId });
        state.Webhooks.Outbox.PageUpdated(
            page, wasInTrash, actor, [.. properties.Select(property => source.Schema.Find(property.Key)?.PublicId).OfType<string>()]);
    }

    /// <summary>Notes that the content of a page changed.</summary>
    public void Touch(PageRecord page)
    {
        state.Commit(page, page.Current with { EditedAt = state.Now, EditedBy = actor.UserId });
        state.Webhooks.Outbox.ContentUpdated(page, actor);
    }

    public PageRecord Duplicate(PageRecord original)
    {
        var source = state.SourceOf(original);
        var title = source.Schema.ById("title").ValueKey;
        var copiedTitle = RichText.Of(RichText.PlainText(original.Current.Values.GetValueOrDefault(title)) + " (1)");
        var version = original.Current with
        {
            Values = original.Current.Values.SetItem(title, copiedTitle),
            EditedAt = state.Now,
            EditedBy = actor.UserId,
        };
        var copy = new PageRecord(state.Ids.NewObject(), source.Id, source.NextNumber(), state.Lagging(version));
        state.Pages.Add(copy.Id, copy);
        state.Blocks.Copy(original.Id, copy.Id, actor);
        state.Webhooks.Outbox.PageCreated(copy, actor);
        return copy;
    }

    /// <summary>A value may have brought a new option.</summary>
    private void Keep(DataSourceRecord source, DataSourceSchema schema)
    {
        if (ReferenceEquals(source.Schema, schema))
            return;
        source.Schema = schema;
        state.Webhooks.Outbox.SchemaUpdated(source, actor);
    }

    private (ImmutableDictionary<string, JsonNode?> Values, DataSourceSchema Schema) Read(
        DataSourceRecord source, JsonObject properties, ImmutableDictionary<string, JsonNode?> values)
    {
        var write = new PropertyWrite(state, actor, source.Schema);
        var seen = new HashSet<string>();
        foreach (var (key, node) in properties)
        {
            var property = source.Schema.Find(key) ?? throw SchemaWriter.Unknown(key);
            var value = Expect.Object(node, $"body.properties.{key}");
            Expect.OnlyMembers(value, $"body.properties.{key}", "id", "name", "type", property.Type);
            if (!value.ContainsKey(property.Type))
                throw Invalid($"{key} is expected to be {property.Type}.");
            if (!seen.Add(property.Id))
                throw Invalid($"{key} is given twice, by its name and by its id.");
            var stored = PropertyKinds.Of(property)
                .Store(value[property.Type], property, write, $"body.properties.{key}.{property.Type}");
            values = values.SetItem(property.ValueKey, stored);
        }
        return (values, write.Schema);
    }
}
