using System.Globalization;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Stages, closing, defaults and the sum of a deal.</summary>
internal sealed class DealRules(Pipelines pipelines, string defaultCurrency, TimeSpan serverOffset) : IItemRules
{
    private readonly StageRules _stages = new(pipelines, "STAGE_ID");
    private readonly Dictionary<int, decimal> _productTotals = [];

    /// <summary>Gives the deal product rows worth this much; null takes them away.</summary>
    public void SetProductTotal(int dealId, decimal? total)
    {
        if (total is { } amount)
            _productTotals[dealId] = amount;
        else
            _productTotals.Remove(dealId);
    }

    public void BeforeSave(CrmItem? before, CrmItem after, IReadOnlySet<string> written, Save save)
    {
        if (before is null)
            FillDefaults(after, save);
        ItemDefaults.Name(after, "TITLE", "Deal");
        ItemDefaults.Links(after, "CONTACT_IDS", "CONTACT_ID", written);
        if (_stages.Enter(before, after, written, save) is not { } stage)
            return;
        after["STAGE_SEMANTIC_ID"] = stage.Semantics.ToString();
        after["IS_NEW"] = stage == pipelines.FirstOf(stage.CategoryId, 'P');
        after["CLOSED"] = stage.Semantics != 'P';
        if (stage.Semantics != 'P' && before?.Get<bool>("CLOSED") != true && !written.Contains("CLOSEDATE"))
            after["CLOSEDATE"] = DayOf(save.At);
    }

    public void AfterSave(CrmItem saved)
    {
        if (_productTotals.TryGetValue(saved.Id, out var total) && !saved.Get<bool>("IS_MANUAL_OPPORTUNITY"))
            saved["OPPORTUNITY"] = total;
    }

    /// <summary>A person's move to another pipeline raises only MOVETOCATEGORY, one by <c>crm.item.update</c> raises UPDATE as
    /// well.</summary>
    public IEnumerable<RaisedEvent> EventsOf(CrmItem before, CrmItem after, Save save)
    {
        var category = after.Get<int>("CATEGORY_ID");
        var moved = category != before.Get<int>("CATEGORY_ID");
        if (moved)
        {
            yield return new RaisedEvent(
                "MOVETOCATEGORY",
                KeyValuePair.Create("CATEGORY_ID", category.ToString(CultureInfo.InvariantCulture)),
                KeyValuePair.Create("STAGE_ID", after.Get<string>("STAGE_ID") ?? ""));
        }
        if (!moved || save.Way == SaveWay.ItemMethod)
            yield return new RaisedEvent("UPDATE");
    }

    private void FillDefaults(CrmItem deal, Save save)
    {
        ItemDefaults.Owner(deal, save);
        ItemDefaults.Amount(deal, defaultCurrency);
        deal["TYPE_ID"] ??= "SALE";
        deal["BEGINDATE"] ??= DayOf(save.At);
        deal["CLOSEDATE"] ??= DayOf(save.At).AddDays(7);
    }

    private DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(serverOffset).DateTime);
}
