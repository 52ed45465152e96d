using System.Text.Json.Serialization;

namespace FunctionsSync.Core.Model;

/// <summary>Why somebody asked for a look at a record. A hint for saving work, never an authority.</summary>
public enum SyncCause
{
    /// <summary>Bitrix24 said that the record was added, changed or moved.</summary>
    [JsonStringEnumMemberName("bitrix24Event")]
    Bitrix24Event,

    /// <summary>The Notion poll saw a page that differs from its baseline.</summary>
    [JsonStringEnumMemberName("notionPoll")]
    NotionPoll,

    /// <summary>Notion said that the page was created, changed, moved, put into the trash or taken out of it.</summary>
    [JsonStringEnumMemberName("notionWebhook")]
    NotionWebhook,

    /// <summary>The full comparison of both sides saw something that does not fit.</summary>
    [JsonStringEnumMemberName("resync")]
    Resync,

    /// <summary>A listing shows that the record was edited in Bitrix24 since the last one: its event may have been lost.</summary>
    [JsonStringEnumMemberName("catchUp")]
    CatchUp,

    /// <summary>An earlier look left something for another: a page was just adopted, or a value was refused that another stands behind.</summary>
    [JsonStringEnumMemberName("secondLook")]
    SecondLook,

    /// <summary>An operator restored a value that a conflict had overwritten.</summary>
    [JsonStringEnumMemberName("restored")]
    Restored,

    /// <summary>An operator asked again for a look that had failed.</summary>
    [JsonStringEnumMemberName("replayed")]
    Replayed,

    /// <summary>The body of a new page goes on: nothing else of the record is looked at.</summary>
    [JsonStringEnumMemberName("pageBody")]
    PageBody,
}
