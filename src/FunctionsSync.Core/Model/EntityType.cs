using System.Globalization;

namespace FunctionsSync.Core.Model;

/// <summary>A kind of Bitrix24 record as <c>sync.json</c> writes it: <c>deal</c>, <c>task</c>, <c>company</c>, <c>contact</c>, <c>lead</c> or <c>item:174</c>.</summary>
public readonly record struct EntityType(string Value)
{
    private const string SmartProcessPrefix = "item:";

    public static EntityType Deal { get; } = new("deal");

    public static EntityType Company { get; } = new("company");

    public static EntityType Contact { get; } = new("contact");

    public static EntityType Lead { get; } = new("lead");

    public static EntityType Task { get; } = new("task");

    public bool IsSmartProcess => Value.StartsWith(SmartProcessPrefix, StringComparison.Ordinal);

    public static EntityType SmartProcess(int typeId) => new(string.Create(CultureInfo.InvariantCulture, $"{SmartProcessPrefix}{typeId}"));

    public override string ToString() => Value;
}
