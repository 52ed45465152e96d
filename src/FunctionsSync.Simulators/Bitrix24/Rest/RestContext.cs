using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>What a method works on.</summary>
internal sealed record RestContext(PortalState State, Caller Caller, PortalHit Hit)
{
    public ValueContext Values { get; } = State.ValuesFor(Caller.User);

    /// <summary>Tasks print and read times in the caller's own time zone.</summary>
    public ValueContext TaskValues { get; } = State.TaskValuesFor(Caller.User);

    public Save SaveBy(SaveWay way) => State.SaveBy(Caller.User.Id, way);
}
