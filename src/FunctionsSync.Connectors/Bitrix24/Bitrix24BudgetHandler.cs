using System.Text.Json;
using FunctionsSync.Connectors.Budget;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// The portal's own bucket, kept on our side so that it does not overflow. A method that has used up its operating time is another matter: see
/// <see cref="Bitrix24OperatingTime"/>. Source: https://apidocs.bitrix24.com/limits.html.
/// </summary>
internal sealed class Bitrix24BudgetHandler(RequestBudget budget, TimeProvider timeProvider) : BudgetHandler(budget, timeProvider)
{
    /// <summary>The row of the table <c>Budget</c>, and the key of the service.</summary>
    public const string Key = "bitrix24";

    protected override BudgetVerdict Judge(HttpResponseMessage response, JsonElement body) => Bitrix24Errors.Read(body).Code?.ToUpperInvariant() switch
    {
        Bitrix24Errors.QueryLimit => BudgetVerdict.Enough,
        Bitrix24Errors.OperationTimeLimit or Bitrix24Errors.OverloadLimit => BudgetVerdict.Final,
        _ => BudgetVerdict.None,
    };
}
