namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>The pipelines of one kind of record and their stages.</summary>
internal sealed class Pipelines
{
    private readonly List<PortalStage> _stages = [];
    private readonly StageCodes _codes;
    private readonly Func<int> _nextId;

    /// <remarks>
    /// <c>nextId</c>: numbers the rows of all dictionaries.
    /// <c>defaultId</c>: the number of the default pipeline, which is 0 only for deals and leads.
    /// </remarks>
    public Pipelines(StageCodes codes, Func<int> nextId, int defaultId = 0)
    {
        (_codes, _nextId) = (codes, nextId);
        Categories = [new(defaultId, "General", 100)];
        AddUsualStages(defaultId);
    }

    public List<PortalCategory> Categories { get; }

    public PortalCategory Default => Categories[0];

    public IEnumerable<PortalStage> Stages =>
        _stages.OrderBy(stage => stage.CategoryId).ThenBy(stage => stage.Sort).ThenBy(stage => stage.Id);

    public string DictionaryOf(PortalStage stage) => _codes.DictionaryOf(stage.CategoryId);

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
        var prefix = _codes.PrefixOf(categoryId);
        var stageId = code.StartsWith(prefix, StringComparison.Ordinal) ? code : prefix + code;
        if (Find(stageId) is not null)
            throw new ArgumentException($"There is already a stage {stageId}.", nameof(code));
        var stage = new PortalStage(_nextId(), categoryId, stageId, name, semantics, sort, system);
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
        foreach (var (index, (code, name, semantics)) in _codes.Usual.Index())
            AddStage(categoryId, code, name, semantics, (index + 1) * 10, system: code == "NEW" || IsFirstWithItsEnd(index));
    }

    private bool IsFirstWithItsEnd(int index)
    {
        var semantics = _codes.Usual[index].Semantics;
        return semantics != 'P' && _codes.Usual.Take(index).All(stage => stage.Semantics != semantics);
    }
}
