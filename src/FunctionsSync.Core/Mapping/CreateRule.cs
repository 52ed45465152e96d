namespace FunctionsSync.Core.Mapping;

/// <summary>When a Bitrix24 record without a page gets one.</summary>
public enum CreateRule
{
    /// <summary>As soon as the record exists.</summary>
    Added,

    /// <summary>Never: only pages matched to a record are kept in step.</summary>
    Never,
}
