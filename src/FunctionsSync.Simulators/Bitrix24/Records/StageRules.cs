using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Puts a record into a stage of its pipeline.</summary>
/// <remarks><c>stageField</c>: STAGE_ID; a lead's is STATUS_ID.</remarks>
internal sealed class StageRules(Pipelines pipelines, string stageField)
{
    /// <summary>The stage the record enters with this save; null when it stays where it is.</summary>
    public PortalStage? Enter(CrmItem? before, CrmItem after, IReadOnlySet<string> written, Save save)
    {
        if (before is null)
            after["CATEGORY_ID"] ??= pipelines.Default.Id;
        var stage = StageOf(before, after, written);
        after[stageField] = stage.StageId;
        if (before?.Get<string>(stageField) == stage.StageId)
            return null;
        after["MOVED_TIME"] = save.At;
        after["MOVED_BY_ID"] = save.UserId ?? 0;
        return stage;
    }

    private PortalStage StageOf(CrmItem? before, CrmItem after, IReadOnlySet<string> written)
    {
        var category = after.Get<int>("CATEGORY_ID");
        if (pipelines.Categories.TrueForAll(each => each.Id != category))
            throw RestError.NotValid("CATEGORY_ID");
        var wanted = pipelines.Find(after.Get<string>(stageField));
        if (wanted?.CategoryId == category)
            return wanted;
        if (wanted is not null)
            return pipelines.FirstOf(category, wanted.Semantics);
        var movesOrIsNew = before is null || before.Get<int>("CATEGORY_ID") != category;
        if (!movesOrIsNew && written.Contains(stageField))
            throw RestError.NotValid(stageField);
        return pipelines.FirstOf(category, 'P');
    }
}
