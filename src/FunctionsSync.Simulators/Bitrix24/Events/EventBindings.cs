namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>What the application bound.</summary>
internal sealed class EventBindings
{
    private readonly List<EventBinding> _bindings = [];
    private int _lastId = 200;

    public IReadOnlyList<EventBinding> All => _bindings;

    /// <summary>False when the same handler is already bound to the same event.</summary>
    public bool TryAdd(string name, Uri handler, int authUserId, string connector)
    {
        if (_bindings.Exists(each => (each.Event, each.Handler, each.AuthUserId, each.Connector) == (name, handler, authUserId, connector)))
            return false;
        _bindings.Add(new EventBinding(++_lastId, name, handler, authUserId, connector));
        return true;
    }

    public int Remove(string name, string handler, int authUserId) =>
        _bindings.RemoveAll(each => each.Event == name && each.Handler.OriginalString == handler && each.AuthUserId == authUserId);

    public void Clear() => _bindings.Clear();
}
