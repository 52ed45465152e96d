using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Stages, pipelines and the other dictionaries.</summary>
internal static class DictionaryMethods
{
    public static RestResult Statuses(RestContext context, JsonObject parameters)
    {
        var stages = context.State.AllPipelines.Values
            .SelectMany(pipelines => pipelines.Stages.Select(stage => Row(stage, pipelines.DictionaryOf(stage))));
        var rows = stages.Concat(context.State.Statuses.All.Select(Row))
            .Where(row => RowFilter.Matches(row, parameters.Member("filter"))).ToList();
        foreach (var (column, direction) in Php.Entries(parameters.Member("order")).Reverse())
            rows = [.. Sorted(rows, column.ToUpperInvariant(), Php.Text(direction))];
        return Paging.Page(rows, parameters.Member("start"), static row => row, static page => page);
    }

    public static RestResult Categories(RestContext context, JsonObject parameters)
    {
        if (context.State.ItemsOf(Php.Integer(parameters["entityTypeId"]))?.Entity is not { } entity)
            throw new RestError("NOT_FOUND", "SPA not found");
        if (entity.TypeId != Definitions.DealTypeId && !entity.IsSmartProcess)
            throw new RestError("ENTITY_TYPE_NOT_SUPPORTED", "Entity type does not support categories");
        var pipelines = context.State.AllPipelines[entity.TypeId];
        return Paging.Page(
            pipelines.Categories,
            parameters["start"],
            category => Row(category, entity.TypeId, category.Id == pipelines.Default.Id),
            static page => new JsonObject { ["categories"] = page });
    }

    public static RestResult SmartProcesses(RestContext context, JsonObject parameters)
    {
        var types = context.State.SmartProcesses.Select((type, index) => new JsonObject
        {
            ["id"] = index + 1, ["entityTypeId"] = type.Key, ["title"] = type.Value, ["isStagesEnabled"] = "Y",
            ["isCategoriesEnabled"] = "Y", ["isClientEnabled"] = "Y",
        });
        return Paging.Page(types.ToList(), parameters["start"], static type => type, static page => new JsonObject { ["types"] = page });
    }

    private static JsonObject Row(StatusEntry entry) => new()
    {
        ["ID"] = Text(entry.Id),
        ["ENTITY_ID"] = entry.Dictionary,
        ["STATUS_ID"] = entry.Code,
        ["NAME"] = entry.Name,
        ["NAME_INIT"] = "",
        ["SORT"] = Text(entry.Sort),
        ["SYSTEM"] = "N",
        ["CATEGORY_ID"] = null,
        ["COLOR"] = null,
        ["SEMANTICS"] = null,
    };

    private static JsonObject Row(PortalStage stage, string dictionary) => new()
    {
        ["ID"] = Text(stage.Id),
        ["ENTITY_ID"] = dictionary,
        ["STATUS_ID"] = stage.StageId,
        ["NAME"] = stage.Name,
        ["NAME_INIT"] = stage.System ? stage.Name : "",
        ["SORT"] = Text(stage.Sort),
        ["SYSTEM"] = stage.System ? "Y" : "N",
        ["CATEGORY_ID"] = stage.CategoryId == 0 ? null : Text(stage.CategoryId),
        ["COLOR"] = Color(stage),
        ["SEMANTICS"] = stage.Semantics == 'P' ? null : stage.Semantics.ToString(),
        ["EXTRA"] = new JsonObject { ["SEMANTICS"] = Kind(stage), ["COLOR"] = Color(stage) },
    };

    private static JsonObject Row(PortalCategory category, int entityTypeId, bool isDefault) => new()
    {
        ["id"] = category.Id,
        ["name"] = category.Name,
        ["sort"] = category.Sort,
        ["entityTypeId"] = entityTypeId,
        ["isDefault"] = isDefault ? "Y" : "N",
        ["originId"] = "",
        ["originatorId"] = "",
    };

    private static IEnumerable<JsonObject> Sorted(List<JsonObject> rows, string column, string direction)
    {
        (decimal, string) Key(JsonObject row) => (Php.Number(row[column]) ?? 0, Php.Text(row[column]));
        return direction.Equals("DESC", StringComparison.OrdinalIgnoreCase) ? rows.OrderByDescending(Key) : rows.OrderBy(Key);
    }

    private static string Kind(PortalStage stage) => stage.Semantics switch
    {
        'S' => "success",
        'F' => stage.System ? "failure" : "apology",
        _ => "process",
    };

    private static string Color(PortalStage stage) => stage.Semantics switch
    {
        'S' => "#7BD500",
        'F' => "#FF5752",
        _ => "#39A8EF",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
