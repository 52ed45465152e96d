namespace FunctionsSync.Core.Mapping;

/// <summary>When a Bitrix24 record without a page gets one.</summary>
public enum CreateRule
{
    /// <summary>A record that was created since the flow first ran.</summary>
    Added,

    /// <summary>A record that was won: its stage means success, whatever it is called and in whatever pipeline.</summary>
    Won,

    /// <summary>Any record the flow's filter accepts, those from before the flow included.</summary>
    Matching,

    /// <summary>Never: only pages matched to a record are kept in step.</summary>
    Never,
}
