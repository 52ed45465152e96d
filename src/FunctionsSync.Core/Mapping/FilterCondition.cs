namespace FunctionsSync.Core.Mapping;

/// <summary>One condition of a flow's filter.</summary>
/// <param name="Operator">The portal's own prefix, such as <c>&gt;=</c> or <c>!@</c>; empty for "is one of".</param>
/// <param name="Field">The field it is about.</param>
/// <param name="Values">At least one.</param>
public sealed record FilterCondition(string Operator, Bitrix24Field Field, IReadOnlyList<string> Values);
