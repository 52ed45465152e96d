using System.Globalization;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>The currencies of the portal: the default one, and two it has a rate for.</summary>
internal static class CurrencyMethods
{
    /// <summary>Not paged, and its <c>total</c> is always 0.</summary>
    public static RestResult List(RestContext context, JsonObject parameters)
    {
        var codes = new[] { context.State.Options.DefaultCurrency, "RUB", "USD", "EUR" }.Distinct();
        var rows = codes.Select((code, index) => (JsonNode)new JsonObject
        {
            ["CURRENCY"] = code,
            ["AMOUNT_CNT"] = "1",
            ["AMOUNT"] = index == 0 ? "1.0000" : "80.0000",
            ["SORT"] = ((index + 1) * 100).ToString(CultureInfo.InvariantCulture),
            ["BASE"] = index == 0 ? "Y" : "N",
            ["FULL_NAME"] = code,
            ["LID"] = "en",
            ["FORMAT_STRING"] = "# " + code,
            ["DEC_POINT"] = ".",
            ["THOUSANDS_SEP"] = null,
            ["DECIMALS"] = "2",
            ["DATE_UPDATE"] = null,
        });
        return new RestResult(new JsonArray([.. rows]), Total: 0);
    }
}
