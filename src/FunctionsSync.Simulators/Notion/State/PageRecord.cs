namespace FunctionsSync.Simulators.Notion.State;

/// <summary>A row of a data source, with as much of its past as lagging queries can still see.</summary>
internal sealed class PageRecord(string id, string dataSourceId, int number, PageVersion first)
{
    private readonly List<PageVersion> _versions = [first];

    public string Id { get; } = id;
    public string DataSourceId { get; } = dataSourceId;
    public int Number { get; } = number;
    public DateTimeOffset CreatedAt { get; } = first.EditedAt;
    public string CreatedBy { get; } = first.EditedBy;
    public PageVersion Current => _versions[^1];

    /// <summary>The newest version made at or before <paramref name="moment"/>; null where the page is younger.</summary>
    public PageVersion? AsOf(DateTimeOffset moment) => _versions.FindLast(version => version.EditedAt + version.ExtraLag <= moment);

    /// <summary>Adds a version and forgets those that no query after <paramref name="oldestMoment"/> can see.</summary>
    public void Commit(PageVersion version, DateTimeOffset oldestMoment)
    {
        _versions.Add(version);
        var firstNeeded = _versions.FindLastIndex(known => known.EditedAt + known.ExtraLag <= oldestMoment);
        if (firstNeeded > 0)
            _versions.RemoveRange(0, firstNeeded);
    }
}
