using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary><c>crm.deal.*</c> and the like: texts for values, capitals for names, empty error codes.</summary>
internal sealed class ClassicMethods(Func<PortalState, CrmItems> itemsOf)
{
    public static IEnumerable<RestMethod> For(string name, Func<PortalState, CrmItems> itemsOf)
    {
        var methods = new ClassicMethods(itemsOf);
        return
        [
            new($"crm.{name}.get", "crm", methods.Get),
            new($"crm.{name}.list", "crm", methods.List),
            new($"crm.{name}.fields", "crm", methods.Fields),
            new($"crm.{name}.add", "crm", methods.Add) { IsWrite = true },
            new($"crm.{name}.update", "crm", methods.Update) { IsWrite = true },
            new($"crm.{name}.delete", "crm", methods.Delete) { IsWrite = true },
        ];
    }

    private RestResult Get(RestContext context, JsonObject parameters) =>
        new(Print(itemsOf(context.State).Entity.Fields, ItemOf(context, parameters), context, null));

    private RestResult List(RestContext context, JsonObject parameters)
    {
        var items = itemsOf(context.State);
        var filter = new ItemFilter(items.Entity.Field, context.Values).Compile(parameters.Member("filter"));
        var rows = ItemOrder.Apply(items.Visible.Where(filter), parameters.Member("order"), items.Entity.Field).ToList();
        var select = Php.Elements(parameters.Member("select"))?.Select(Php.Text).ToHashSet() ?? [];
        var fields = items.Entity.Fields.Where(field => IsSelected(field, select)).ToList();
        return Paging.Page(rows, parameters.Member("start"), item => Print(fields, item, context, select), static page => page);
    }

    private RestResult Add(RestContext context, JsonObject parameters)
    {
        var written = Written(context, parameters, isNew: true);
        var added = itemsOf(context.State).Add(written, context.SaveBy(SaveWay.ClassicMethod), context.Hit);
        return new RestResult(added.Id);
    }

    private RestResult Update(RestContext context, JsonObject parameters)
    {
        var before = ItemOf(context, parameters);
        var written = Written(context, parameters, isNew: false);
        itemsOf(context.State).Update(before, written, context.SaveBy(SaveWay.ClassicMethod), context.Hit);
        return new RestResult(true);
    }

    private RestResult Delete(RestContext context, JsonObject parameters)
    {
        itemsOf(context.State).Delete(ItemOf(context, parameters).Id, context.Hit);
        return new RestResult(true);
    }

    private RestResult Fields(RestContext context, JsonObject parameters)
    {
        var fields = new JsonObject();
        foreach (var field in itemsOf(context.State).Entity.Fields)
            fields[field.Name] = FieldDescription.ForClassic(field);
        return new RestResult(fields);
    }

    private CrmItem ItemOf(RestContext context, JsonObject parameters)
    {
        var id = Php.Integer(parameters.Member("id")) ?? 0;
        if (id <= 0)
            throw new RestError("", "ID is not defined or invalid.");
        var items = itemsOf(context.State);
        var item = items.Find(id) ?? throw new RestError("", "Not found");
        return items.IsForbidden(item.Id) ? throw new RestError("", "Access denied.") : item;
    }

    private Dictionary<string, object?> Written(RestContext context, JsonObject parameters, bool isNew)
    {
        var written = new Dictionary<string, object?>();
        foreach (var (name, node) in Php.Entries(parameters.Member("fields")))
        {
            if (itemsOf(context.State).Entity.Field(name) is not { ReadOnly: false, ItemOnly: false } field || field.Immutable && !isNew)
                continue;
            var value = FieldValues.FromClassic(field, node, context.Values);
            if (value != FieldType.Keep)
                written[field.Name] = value;
        }
        var hasMultifields = itemsOf(context.State).Entity.Field("FM") is not null;
        if (hasMultifields && ClassicMultifields.Read(parameters.Member("fields"), context.Values) is { } entries)
            written["FM"] = entries;
        return written;
    }

    /// <summary>Without a selection a list carries the columns only; user fields have to be asked for.</summary>
    private static bool IsSelected(FieldDefinition field, HashSet<string> select) =>
        select.Contains(field.Name)
        || field.Name == "ID"
        || (field.Dynamic ? select.Contains("UF_*") : select.Count == 0 || select.Contains("*"));

    private static JsonObject Print(
        IEnumerable<FieldDefinition> fields, CrmItem item, RestContext context, IReadOnlySet<string>? select)
    {
        var printed = new JsonObject();
        foreach (var field in fields.Where(field => !field.ItemOnly))
            printed[field.Name] = FieldValues.ToClassic(field, item[field.Name], context.Values);
        ClassicMultifields.Print(printed, item, select);
        return printed;
    }
}
