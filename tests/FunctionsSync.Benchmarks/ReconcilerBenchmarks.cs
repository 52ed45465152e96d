using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Benchmarks;

/// <summary>What one look at a record costs once both sides are read: <c>dotnet run -c Release --project tests/FunctionsSync.Benchmarks</c>.</summary>
[MemoryDiagnoser]
public class ReconcilerBenchmarks
{
    private readonly Flow _flow;
    private readonly Baseline _baseline;
    private readonly Snapshot _inStep;
    private readonly Snapshot _edited;

    public ReconcilerBenchmarks()
    {
        var fields = Enumerable.Range(0, 20).Select(Field).ToList();
        _flow = new()
        {
            Name = new("Projects"),
            Entity = EntityType.Deal,
            DataSource = new(Guid.Empty),
            IdProperty = fields[0].Notion,
            Create = CreateRule.Added,
            Initial = InitialRule.Bitrix24,
            TieBreaker = Side.Bitrix24,
            Fields = fields,
        };
        _inStep = Says("a value of common length");
        _edited = Says("another value of common length");
        var print = Fingerprint.Of(_inStep.Values[fields[0].Key]);
        _baseline = new(fields.ToImmutableDictionary(field => field.Key, _ => new FieldBaseline(print, print)));
    }

    [Benchmark(Baseline = true)]
    public bool NothingChanged() => ChangeDetection.IsNews(Side.Bitrix24, _flow, _baseline, _inStep);

    [Benchmark]
    public ReconciliationPlan EveryFieldChanged() => Reconciler.Reconcile(_flow, _baseline, _edited, _inStep);

    private Snapshot Says(string text) => new()
    {
        Values = _flow.Fields.ToDictionary(field => field.Key, CanonicalValue (_) => new CanonicalValue.Text(text)),
        EditedAt = DateTimeOffset.UnixEpoch,
    };

    private static FieldMap Field(int number) => new()
    {
        Key = FieldKey.Of($"UF_CRM_{number}", $"Property {number}"),
        Bitrix24 = new() { Name = $"UF_CRM_{number}", ApiName = $"UF_CRM_{number}", Type = "string", Kind = ValueKind.Text, IsReadOnly = false },
        Notion = new() { Id = $"p{number}", Name = $"Property {number}", Type = "rich_text", Kind = ValueKind.Text, IsReadOnly = false },
        Direction = FieldDirection.Both,
        Policy = ConflictPolicy.LastWriteWins,
        Conversion = Conversions.Find(ValueKind.Text, ValueKind.Text) ?? throw new InvalidOperationException("Texts go with texts."),
    };
}
