using CsCheck;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests.Reconciliation;

/// <summary>Field maps of every pair of kinds, with few values each, so that equal, empty, held and edited ones all come up often.</summary>
internal static class RandomRecords
{
    private static readonly RecordRef.Bitrix24 Company = new(EntityType.Company, new(1));

    private static readonly RecordRef.Notion Page = new(new(new Guid("44444444-4444-4444-4444-444444444444")));

    private static readonly Dictionary<ValueKind, CanonicalValue[]> Values = new()
    {
        [ValueKind.Text] = [new Empty(), new Text("a"), new Text("Ann Lee"), new Text("Acme")],
        [ValueKind.Number] = [new Empty(), new Number(0), new Number(1.5m)],
        [ValueKind.Choice] = [new Empty(), new Choice("New"), new Choice("new"), new Choice("Won, paid"), new Choice("Won\u201A paid")],
        [ValueKind.Date] = [new Empty(), new Date(new(2026, 3, 2)), new Date(new(2026, 3, 3))],
        [ValueKind.DateAndTime] = [new Empty(), new Date(new(2026, 3, 2)), new DateAndTime(Some.Noon), new DateAndTime(Some.Noon.AddDays(1))],
        [ValueKind.Person] = [new Empty(), Some.Ann, Some.Bob, new Person("", "Ann Lee")],
        [ValueKind.People] = [new Empty(), new People([Some.Ann]), new People([Some.Bob]), new People([Some.Ann, Some.Bob]), new People([new("", "Ann Lee")])],
        [ValueKind.FormattedText] = [new Empty(), new FormattedText([new("a")]), new FormattedText([new("a", TextStyle.Bold)]), new FormattedText([new("b")])],
        [ValueKind.Choices] = [new Empty(), new Choices(["New"]), new Choices(["new", "Acme"]), new Choices(["Won, paid"])],
        [ValueKind.Flag] = [new Empty(), new Flag(false), new Flag(true)],
        [ValueKind.References] = [new Empty(), new References([new(Company, "Acme")]), new References([new(Page, "")])],
        [ValueKind.Link] = [new Empty(), new Link("a"), new Link("https://example.com")],
        [ValueKind.Reference] = [new Empty(), new Reference(Company, "Acme"), new Reference(Company, "Apex")],
    };

    private static readonly (ValueKind Bitrix24, ValueKind Notion)[] Pairs =
        [.. from bitrix24 in Enum.GetValues<ValueKind>() from notion in Conversions.PartnersOf(bitrix24) select (bitrix24, notion)];

    public static Gen<FieldMap> Field { get; } =
        from pair in Gen.OneOf(Pairs)
        from direction in Gen.Enum<FieldDirection>()
        from policy in Gen.Enum<ConflictPolicy>()
        let field = Some.Field("F=f", pair.Bitrix24, pair.Notion, direction, policy)
        select field.Conversion.ToBitrix24 is null ? field with { Direction = FieldDirection.ToNotion } : field;

    public static Gen<Flow> Flow { get; } =
        from fields in Field.List[1, 4]
        from initial in Gen.Enum<InitialRule>()
        from tieBreaker in Gen.Enum<Side>()
        select Some.Flow([.. fields.Select((field, index) => field with { Key = FieldKey.Of($"F{index}", $"f{index}") })]) with
        {
            Initial = initial,
            TieBreaker = tieBreaker,
        };

    public static Gen<DateTimeOffset> EditedAt { get; } = Gen.Int[0, 3].Select(halfMinutes => Some.Noon.AddSeconds(30 * halfMinutes));

    public static Gen<CanonicalValue> Value(FieldMap field, Side side) =>
        Gen.OneOf(Values[(side == Side.Bitrix24 ? field.Bitrix24.Kind : field.Notion.Kind)!.Value]);

    public static Gen<FieldBaseline?> Baseline(FieldMap field) =>
        from known in Gen.Bool
        from bitrix24 in Value(field, Side.Bitrix24)
        from notion in Value(field, Side.Notion)
        from onlyInBitrix24 in Gen.Bool
        from onlyInNotion in Gen.Bool
        select known ? Some.Of(bitrix24, notion, onlyInBitrix24, onlyInNotion) : null;
}
