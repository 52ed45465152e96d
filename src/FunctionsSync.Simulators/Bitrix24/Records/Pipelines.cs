using System.Globalization;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>The deal pipelines and their stages.</summary>
internal sealed class Pipelines
{
    private static readonly (string Code, string Name, char Semantics)[] UsualStages =
    [
        ("NEW", "New", 'P'), ("PREPARATION", "Documents prepared", 'P'), ("PREPAYMENT_INVOICE", "Invoice sent", 'P'),
        ("EXECUTING", "In progress", 'P'), ("FINAL_INVOICE", "Final invoice", 'P'), ("WON", "Deal won", 'S'), ("LOSE", "Deal lost", 'F'),
        ("APOLOGY", "Analysis of failure", 'F'),
    ];

    private readonly List<PortalStage> _stages = [];
    private int _lastStageId = 100;

    public Pipelines() => AddUsualStages(Categories[0].Id);

    public List<PortalCategory> Categories { get; } = [new(0, "General", 100)];

    public IEnumerable<PortalStage> Stages =>
        _stages.OrderBy(stage => stage.CategoryId).ThenBy(stage => stage.Sort).ThenBy(stage => stage.Id);

    public static string DictionaryOf(int categoryId) =>
        categoryId == 0 ? "DEAL_STAGE" : string.Create(CultureInfo.InvariantCulture, $"DEAL_STAGE_{categoryId}");

    public PortalCategory AddCategory(string name)
    {
        var category = new PortalCategory(Categories.Max(each => each.Id) + 1, name, Categories.Max(each => each.Sort) + 100);
        Categories.Add(category);
        AddUsualStages(category.Id);
        return category;
    }

    public PortalStage AddStage(int categoryId, string code, string name, char semantics, int sort, bool system = false)
    {
        if (Categories.TrueForAll(category => category.Id != categoryId))
            throw new ArgumentException($"There is no pipeline {categoryId}.", nameof(categoryId));
        var prefix = categoryId == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"C{categoryId}:");
        var stageId = code.StartsWith(prefix, StringComparison.Ordinal) ? code : prefix + code;
        if (Find(stageId) is not null)
            throw new ArgumentException($"There is already a stage {stageId}.", nameof(code));
        var stage = new PortalStage(++_lastStageId, categoryId, stageId, name, semantics, sort, system);
        _stages.Add(stage);
        return stage;
    }

    public PortalStage? Find(string? stageId) => _stages.Find(stage => stage.StageId == stageId);

    public PortalStage FirstOf(int categoryId, char semantics) =>
        Stages.FirstOrDefault(stage => stage.CategoryId == categoryId && stage.Semantics == semantics)
        ?? Stages.First(stage => stage.CategoryId == categoryId);

    public void Rename(string stageId, string name)
    {
        var index = IndexOf(stageId);
        _stages[index] = _stages[index] with { Name = name };
    }

    public void Remove(string stageId) => _stages.RemoveAt(IndexOf(stageId));

    private int IndexOf(string stageId) => _stages.FindIndex(stage => stage.StageId == stageId) is >= 0 and var index
        ? index
        : throw new ArgumentException($"There is no stage {stageId}.", nameof(stageId));

    private void AddUsualStages(int categoryId)
    {
        foreach (var (index, (code, name, semantics)) in UsualStages.Index())
            AddStage(categoryId, code, name, semantics, (index + 1) * 10, system: code is "NEW" or "WON" or "LOSE");
    }
}
