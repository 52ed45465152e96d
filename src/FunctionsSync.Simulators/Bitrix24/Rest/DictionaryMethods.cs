using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Stages and pipelines.</summary>
internal static class DictionaryMethods
{
    public static RestResult Statuses(RestContext context, JsonObject parameters)
    {
        var rows = context.State.Pipelines.Stages.Select(Row).Where(row => RowFilter.Matches(row, parameters.Member("filter"))).ToList();
        foreach (var (column, direction) in Php.Entries(parameters.Member("order")).Reverse())
            rows = [.. Sorted(rows, column.ToUpperInvariant(), Php.Text(direction))];
        return Paging.Page(rows, parameters.Member("start"), static row => row, static page => page);
    }

    public static RestResult Categories(RestContext context, JsonObject parameters)
    {
        if (context.State.ItemsOf(Php.Integer(parameters["entityTypeId"])) is not { } items)
            throw new RestError("NOT_FOUND", "SPA not found");
        if (items != context.State.Deals)
            throw new RestError("ENTITY_TYPE_NOT_SUPPORTED", "Entity type does not support categories");
        return Paging.Page(
            context.State.Pipelines.Categories, parameters["start"], Row, static page => new JsonObject { ["categories"] = page });
    }

    private static JsonObject Row(PortalStage stage) => new()
    {
        ["ID"] = Text(stage.Id),
        ["ENTITY_ID"] = Pipelines.DictionaryOf(stage.CategoryId),
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

    private static JsonObject Row(PortalCategory category) => new()
    {
        ["id"] = category.Id,
        ["name"] = category.Name,
        ["sort"] = category.Sort,
        ["entityTypeId"] = Definitions.DealTypeId,
        ["isDefault"] = category.Id == 0 ? "Y" : "N",
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
