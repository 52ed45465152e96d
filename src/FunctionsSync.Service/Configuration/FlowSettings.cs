using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Configuration;

/// <summary>One element of <c>flows</c> in <c>sync.json</c>.</summary>
public sealed record FlowSettings
{
    /// <summary>Required and unique. Mappings are stored under it.</summary>
    public string? Name { get; init; }

    public Bitrix24Settings Bitrix24 { get; init; } = new();

    public NotionSettings Notion { get; init; } = new();

    public CreateRule Create { get; init; } = CreateRule.Added;

    /// <summary>Bitrix24 fields of this flow by which a page without an id is recognised as a record's own. All of them must be equal.</summary>
    public IReadOnlyList<string> KeyFields { get; init; } = [];

    /// <summary>Whether a page without a Bitrix24 id creates a record.</summary>
    public bool CreateInBitrix24 { get; init; }

    /// <summary>The name of the template in <c>templates</c> that new pages get their body from; null for an empty body.</summary>
    public string? Template { get; init; }

    public DeletionSettings OnDelete { get; init; } = new();

    public InitialRule Initial { get; init; } = InitialRule.Bitrix24;

    public Side TieBreaker { get; init; } = Side.Bitrix24;

    /// <summary>At least one.</summary>
    public IReadOnlyList<FieldSettings> Fields { get; init; } = [];

    public sealed record Bitrix24Settings
    {
        /// <summary><c>deal</c>, <c>task</c>, <c>company</c>, <c>contact</c>, <c>lead</c> or <c>item:&lt;typeId&gt;</c>. Required.</summary>
        public string? Entity { get; init; }

        /// <summary>
        /// Which records take part, as <c>crm.item.list</c> filters: the accepted values by field name, with an operator before it such as
        /// <c>&gt;=OPPORTUNITY</c> where the value is a bound. Every condition must hold. Empty: all records.
        /// </summary>
        public IReadOnlyDictionary<string, IReadOnlyList<string>> Filter { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    }

    public sealed record NotionSettings
    {
        /// <summary>The database's id: the 32 hex digits in its address. Either this or <see cref="DataSource"/>.</summary>
        public string? Database { get; init; }

        /// <summary>The data source's id, where a database has several.</summary>
        public string? DataSource { get; init; }

        /// <summary>The number or text property that holds the Bitrix24 id.</summary>
        public string IdProperty { get; init; } = "Bitrix24 ID";
    }
}
