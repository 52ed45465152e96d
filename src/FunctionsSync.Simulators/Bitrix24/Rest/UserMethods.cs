using System.Globalization;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>The employees.</summary>
internal static class UserMethods
{
    public static RestResult Get(RestContext context, JsonObject parameters)
    {
        var rows = context.State.Users.All.Select(Row)
            .Where(row => RowFilter.Matches(row, parameters.Member("filter")))
            .Where(row => parameters.Member("ID") is not { } id || RowFilter.Matches(row, new JsonObject { ["ID"] = id.DeepClone() }))
            .ToList();
        if (Php.Text(parameters.Member("order")).Equals("DESC", StringComparison.OrdinalIgnoreCase))
            rows.Reverse();
        return Paging.Page(rows, parameters.Member("start"), static row => row, static page => page);
    }

    public static RestResult Current(RestContext context, JsonObject parameters) => new(Row(context.Caller.User));

    public static RestResult Profile(RestContext context, JsonObject parameters)
    {
        var user = context.Caller.User;
        return new RestResult(new JsonObject
        {
            ["ID"] = user.Id.ToString(CultureInfo.InvariantCulture),
            ["ADMIN"] = user.IsAdmin,
            ["NAME"] = user.Name,
            ["LAST_NAME"] = user.LastName,
            ["PERSONAL_GENDER"] = "",
            ["TIME_ZONE"] = "",
            ["TIME_ZONE_OFFSET"] = (int)context.Values.UserShift.TotalSeconds,
        });
    }

    private static JsonObject Row(PortalUser user) => new()
    {
        ["ID"] = user.Id.ToString(CultureInfo.InvariantCulture),
        ["ACTIVE"] = user.Active,
        ["NAME"] = user.Name,
        ["LAST_NAME"] = user.LastName,
        ["SECOND_NAME"] = "",
        ["EMAIL"] = user.Email,
        ["IS_ONLINE"] = "N",
        ["TIME_ZONE"] = "",
        ["TIMESTAMP_X"] = PhpObject.Node(),
        ["LAST_ACTIVITY_DATE"] = PhpObject.Node(),
        ["PERSONAL_GENDER"] = "",
        ["WORK_POSITION"] = "",
        ["UF_DEPARTMENT"] = new JsonArray(1),
        ["USER_TYPE"] = "employee",
    };
}
