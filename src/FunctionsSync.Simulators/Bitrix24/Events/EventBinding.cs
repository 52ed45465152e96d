namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>A handler the application bound to an event.</summary>
/// <remarks>
/// <c>AuthUserId</c>: whose token the event carries; 0: whoever caused it.
/// <c>Connector</c>: the binding's auth_connector; only part of its identity.
/// </remarks>
internal sealed record EventBinding(int Id, string Event, Uri Handler, int AuthUserId, string Connector);
