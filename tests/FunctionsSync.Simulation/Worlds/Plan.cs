using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Simulation.Worlds;

/// <summary>What a history is like, drawn from its seed before anything happens.</summary>
internal sealed class Plan
{
    private static readonly int[] BodyLengths = [0, 0, 0, 2, 40, 130, 230];

    private readonly Luck _luck;

    public Plan(Luck luck)
    {
        _luck = luck;
        Workers = luck.Between(2, 3);
        Deals = luck.Between(2, 4);
        Steps = luck.Between(40, 55);
        BodyLines = luck.Pick(BodyLengths);
        HasWonFlow = luck.Chance(0.35);
        Faults = luck.Pick([0.0, 0.01, 0.03, 0.1]);
        EventsLost = luck.Pick([0.0, 0.1, 0.5]);
        EventsDoubled = luck.Pick([0.0, 0.1, 0.3]);
        EventsLate = luck.Pick([0.0, 0.2, 0.5]);
        Deaths = luck.Pick([0.0, 0.05, 0.15]);
        QueryLag = TimeSpan.FromSeconds(luck.Pick([0, 0.5, 2]));
        QueryLagSpread = TimeSpan.FromSeconds(luck.Pick([0, 3, 5.0]));
        ProjectsRule = NewRules();
        WonRule = NewRules();
    }

    public int Workers { get; }

    /// <summary>How many deals there are before the first step.</summary>
    public int Deals { get; }

    public int Steps { get; }

    /// <summary>How many lines of text the body of a new page has beside what the template says; zero for no template.</summary>
    public int BodyLines { get; }

    public bool HasWonFlow { get; }

    /// <summary>How likely a request meets a fault, while faults are about.</summary>
    public double Faults { get; }

    public double EventsLost { get; }

    public double EventsDoubled { get; }

    public double EventsLate { get; }

    /// <summary>How likely a step is that an instance dies.</summary>
    public double Deaths { get; }

    public TimeSpan QueryLag { get; }

    public TimeSpan QueryLagSpread { get; }

    public DeletionSettings ProjectsRule { get; }

    public DeletionSettings WonRule { get; }

    private DeletionSettings NewRules() => new()
    {
        Bitrix24 = _luck.Pick<DeletionRule>(
            [new DeletionRule.Unlink(), new DeletionRule.Unlink(), new DeletionRule.Trash(), new DeletionRule.Mark(World.MarkField, new CanonicalValue.Text("page deleted"))]),
        Notion = _luck.Pick<DeletionRule>(
            [new DeletionRule.Unlink(), new DeletionRule.Trash(), new DeletionRule.Trash(), new DeletionRule.Mark(World.MarkProperty, new CanonicalValue.Text("deal deleted"))]),
    };
}
