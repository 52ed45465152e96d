namespace FunctionsSync.Core.Model;

/// <summary>The name of a flow in <c>sync.json</c>; also its partition in Table Storage, so it may be changed only with a resync.</summary>
public readonly record struct FlowName(string Value)
{
    public override string ToString() => Value;
}
