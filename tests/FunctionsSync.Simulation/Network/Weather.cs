using FunctionsSync.Simulation.Worlds;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;

namespace FunctionsSync.Simulation.Network;

/// <summary>What goes wrong between us and the two systems: how often, and what.</summary>
internal sealed class Weather(Luck luck, double faults)
{
    private static readonly TimeSpan BeyondPatience = TimeSpan.FromSeconds(100);

    /// <summary>Notion stops working on a request after 55 s.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(55);

    /// <summary>How many of the writes that meet a fault are carried out when nobody listens any more.</summary>
    private const double Late = 0.3;

    private static readonly IReadOnlyList<(double Weight, NotionFault Value)> InNotion =
    [
        (2, new NotionFault.Refused(409)), (2, new NotionFault.Refused(429, TimeSpan.FromSeconds(3))), (1, new NotionFault.Refused(500)),
        (1, new NotionFault.Refused(502)), (1, new NotionFault.Refused(503)), (1, new NotionFault.Refused(504)),
        (1, new NotionFault.Refused(529, TimeSpan.FromSeconds(2))), (2, new NotionFault.Aborted()), (1, new NotionFault.Delayed(TimeSpan.FromSeconds(9))),
    ];

    private static readonly IReadOnlyList<(double Weight, NotionFault Value)> InNotionWrites =
    [
        .. InNotion, (4, new NotionFault.SavedButUnavailable()), (4, new NotionFault.SavedButAborted()), (2, new NotionFault.Delayed(BeyondPatience)),
    ];

    private static readonly IReadOnlyList<(double Weight, Fault? Value)> InBitrix24 =
    [
        (2, new Fault.QueryLimitExceeded()), (2, new Fault.OperationTimeLimit()), (1, new Fault.InternalServerError()), (1, new Fault.BadGateway()),
        (2, null), (1, new Fault.Delayed(TimeSpan.FromSeconds(9))),
    ];

    private static readonly IReadOnlyList<(double Weight, Fault? Value)> InBitrix24Writes =
        [.. InBitrix24, (6, new Fault.SavedThenAborted()), (2, new Fault.Delayed(BeyondPatience))];

    private readonly SortedDictionary<string, int> _met = new(StringComparer.Ordinal);

    public bool IsCalm { get; set; } = true;

    /// <summary>How often each kind of fault was met.</summary>
    public IReadOnlyDictionary<string, int> Met => _met;

    /// <summary>Null for none; a <see cref="NotionFault"/> or <see cref="CarriedOutLate"/>.</summary>
    public object? NextInNotion(bool isWrite)
    {
        if (IsCalm || !luck.Chance(faults))
        {
            return null;
        }

        return isWrite && luck.Chance(Late) ? NextLate("Notion") : Note(luck.Weighted(isWrite ? InNotionWrites : InNotion));
    }

    /// <summary>Null for none; a <see cref="Fault"/>, <see cref="CarriedOutLate"/>, or <see cref="ConnectionLost"/> for a request that never arrives.</summary>
    public object? NextInBitrix24(bool isWrite, bool isToken)
    {
        if (IsCalm || !luck.Chance(faults))
        {
            return null;
        }

        if (isWrite && !isToken && luck.Chance(Late))
        {
            return NextLate("Bitrix24");
        }

        // What a token request that nobody answers has done cannot be undone: people have to install the application again. That has a step of its own.
        object fault = luck.Weighted(isWrite && !isToken ? InBitrix24Writes : InBitrix24) is { } met ? met : new ConnectionLost();
        return Note(fault);
    }

    public void Note(string what) => _met[what] = _met.GetValueOrDefault(what) + 1;

    private CarriedOutLate NextLate(string system)
    {
        Note($"{system} {nameof(CarriedOutLate)}");
        return new(luck.Between(TimeSpan.FromSeconds(1), LongestWork));
    }

    private T Note<T>(T fault)
        where T : class
    {
        Note(fault is NotionFault.Refused refused ? $"Notion {refused.Status}" : $"{(fault is NotionFault ? "Notion" : "Bitrix24")} {fault.GetType().Name}");
        return fault;
    }
}
