namespace FunctionsSync.Core.Mapping;

/// <summary>Who wins where a pair is seen for the first time and both sides already hold something different.</summary>
public enum InitialRule
{
    Bitrix24,
    Notion,

    /// <summary>The side whose record was edited last.</summary>
    Newest,
}
