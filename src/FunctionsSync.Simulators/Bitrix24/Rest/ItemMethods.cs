using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary><c>crm.item.*</c>: one family for every kind of record, typed values, camelCase names.</summary>
internal static class ItemMethods
{
    public static RestResult Get(RestContext context, JsonObject parameters)
    {
        var items = ItemsOf(context, parameters);
        return Wrapped(Print(items, ItemOf(items, parameters), context, parameters));
    }

    public static RestResult List(RestContext context, JsonObject parameters)
    {
        var items = ItemsOf(context, parameters);
        var names = NamesOf(items, parameters);
        FieldDefinition Known(string name, string use) => names.Find(name) switch
        {
            null => throw RestError.InvalidArgument($"Invalid {use}: field '{name}' is not allowed in {use}"),
            { Type: MultifieldType } => throw new RestError("100", $"Field '{name}' is not allowed in {use} (internal error)"),
            var field => field,
        };
        var filter = new ItemFilter(name => Known(name, "filter"), context.Values).Compile(parameters["filter"]);
        var rows = ItemOrder.Apply(items.Visible.Where(filter), parameters["order"], name => Known(name, "order")).ToList();
        var chosen = Php.Elements(parameters["select"])?.Select(Php.Text).ToHashSet() ?? [];
        var select = chosen.Count == 0 || chosen.Contains("*") ? null : chosen;
        return Paging.Page(
            rows,
            parameters["start"],
            item => Print(items, item, context, parameters, select),
            static page => new JsonObject { ["items"] = page });
    }

    public static RestResult Add(RestContext context, JsonObject parameters)
    {
        var items = ItemsOf(context, parameters);
        var added = items.Add(Written(items, context, parameters, isNew: true), context.SaveBy(SaveWay.ItemMethod), context.Hit);
        return Wrapped(Print(items, added, context, parameters));
    }

    public static RestResult Update(RestContext context, JsonObject parameters)
    {
        var items = ItemsOf(context, parameters);
        var before = ItemOf(items, parameters);
        var written = Written(items, context, parameters, isNew: false);
        var after = items.Update(before, written, context.SaveBy(SaveWay.ItemMethod), context.Hit);
        return Wrapped(Print(items, after, context, parameters));
    }

    public static RestResult Delete(RestContext context, JsonObject parameters)
    {
        var items = ItemsOf(context, parameters);
        items.Delete(ItemOf(items, parameters).Id, context.Hit);
        return new RestResult(new JsonArray());
    }

    public static RestResult Fields(RestContext context, JsonObject parameters)
    {
        var items = ItemsOf(context, parameters);
        var names = NamesOf(items, parameters);
        var fields = new JsonObject();
        foreach (var field in items.Entity.Fields)
            fields[names.NameOf(field)] = FieldDescription.ForItem(field);
        return new RestResult(new JsonObject { ["fields"] = fields });
    }

    private static CrmItems ItemsOf(RestContext context, JsonObject parameters)
    {
        var type = parameters["entityTypeId"] ?? throw new RestError("100", "Could not find value for parameter {entityTypeId}");
        return context.State.ItemsOf(Php.Integer(type)) ?? throw new RestError("NOT_FOUND", "SPA not found");
    }

    private static CrmItem ItemOf(CrmItems items, JsonObject parameters)
    {
        var id = parameters["id"] ?? throw new RestError("100", "Could not find value for parameter {id}");
        var item = items.Find(Php.Integer(id) ?? 0) ?? throw new RestError("NOT_FOUND", "Element not found");
        return items.IsForbidden(item.Id) ? throw new RestError("ACCESS_DENIED", "Access denied") : item;
    }

    private static FieldNames NamesOf(CrmItems items, JsonObject parameters) =>
        new(items.Entity, Php.Text(parameters["useOriginalUfNames"]) == "Y");

    private static Dictionary<string, object?> Written(CrmItems items, RestContext context, JsonObject parameters, bool isNew)
    {
        var names = NamesOf(items, parameters);
        var written = new Dictionary<string, object?>();
        if (!isNew && parameters["fields"] is JsonObject fields && fields.ContainsKey("id"))
            throw new RestError("", "Setting value for Primary ID is not allowed, it is read-only field");
        foreach (var (name, node) in Php.Entries(parameters["fields"]))
        {
            if (names.Find(name) is not { ReadOnly: false } field)
                continue;
            var value = FieldValues.FromItem(field, node, context.Values);
            if (value != FieldType.Keep)
                written[field.Name] = value;
            else if (isNew)
                written[field.Name] = null;
        }
        return written;
    }

    private static JsonObject Print(
        CrmItems items, CrmItem item, RestContext context, JsonObject parameters, HashSet<string>? select = null)
    {
        var names = NamesOf(items, parameters);
        var printed = new JsonObject();
        foreach (var field in items.Entity.Fields)
        {
            // The multifields come with everything or not at all.
            if (select is null || field.Type is not MultifieldType && select.Contains(names.NameOf(field)))
                printed[names.NameOf(field)] = FieldValues.ToItem(field, item[field.Name], context.Values);
        }
        if (select?.Contains("entityTypeId") ?? true)
            printed["entityTypeId"] = items.Entity.TypeId;
        return printed;
    }

    private static RestResult Wrapped(JsonObject item) => new(new JsonObject { ["item"] = item });
}
