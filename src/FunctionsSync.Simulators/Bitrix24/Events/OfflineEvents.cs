using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>
/// What the application bound without a handler, and the queue that it fetches itself. Each connector has a part of its own and sees no other.
/// </summary>
internal sealed class OfflineEvents(TimeProvider timeProvider)
{
    private readonly List<(string Event, string Connector)> _bindings = [];
    private readonly List<OfflineEvent> _rows = [];
    private int _lastId;

    public IReadOnlyList<(string Event, string Connector)> Bindings => _bindings;

    public IReadOnlyList<OfflineEvent> Rows => _rows;

    /// <summary>False when it is bound already.</summary>
    public bool TryBind(string name, string connector)
    {
        if (_bindings.Contains((name, connector)))
            return false;
        _bindings.Add((name, connector));
        return true;
    }

    public int Unbind(string name, string connector) => _bindings.RemoveAll(binding => binding == (name, connector));

    public void ForgetBindings() => _bindings.Clear();

    public void Remove(IEnumerable<OfflineEvent> rows)
    {
        foreach (var row in rows.ToList())
            _rows.Remove(row);
    }

    /// <summary>Keeps what a hit raised, unless the application itself caused it under the connector that is bound.</summary>
    /// <remarks>Whether a call without a connector hides from a binding without one is told in two ways; here it does not.</remarks>
    public void Put(PortalHit hit)
    {
        foreach (var (name, _, data) in hit.Raised)
        {
            foreach (var (_, connector) in _bindings.Where(binding => binding.Event == name))
            {
                if (connector.Length == 0 || connector != hit.Connector)
                    Put(name, DataOf(data), connector, hit.UserId ?? 0);
            }
        }
    }

    /// <summary>The same event about the same record is one row with a newer time. A row that is reserved is left to who has it.</summary>
    private void Put(string name, JsonObject data, string connector, int userId)
    {
        var messageId = MessageIdOf(name + '|' + data.ToJsonString());
        var row = _rows.Find(each => (each.MessageId, each.Connector, each.ProcessId) == (messageId, connector, ""));
        if (row is null)
            _rows.Add(row = new OfflineEvent(++_lastId, name, data, messageId, connector, userId));
        row.At = timeProvider.GetUtcNow();
    }

    /// <summary>32 hexadecimal digits, as the vendor's.</summary>
    private static string MessageIdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    /// <summary><c>data[FIELDS][ID]=7</c> as <c>{"FIELDS":{"ID":7}}</c>.</summary>
    private static JsonObject DataOf(IEnumerable<KeyValuePair<string, string>> form)
    {
        var data = new JsonObject();
        foreach (var (key, value) in form)
        {
            var names = key.Split('[', ']').Skip(1).Where(name => name.Length > 0).ToList();
            var map = data;
            foreach (var name in names.SkipLast(1))
                map = (map[name] ??= new JsonObject()).AsObject();
            map[names[^1]] = int.TryParse(value, out var number) ? number : value;
        }
        return data;
    }
}
