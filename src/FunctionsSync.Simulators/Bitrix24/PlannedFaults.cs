namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>Faults waiting for the next request of a method, oldest first.</summary>
public sealed class PlannedFaults
{
    /// <summary>The operation name of the authorization server's token endpoint.</summary>
    public const string TokenEndpoint = "oauth.token";

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Method, Fault Fault)> _waiting = new();

    /// <summary>How many faults have not happened yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Queues a fault for the next request of a method.</summary>
    /// <remarks><c>method</c>: A method name, <see cref="TokenEndpoint"/>, or <c>*</c> for any request.</remarks>
    public void Add(string method, Fault fault)
    {
        lock (_gate)
            _waiting.AddLast((method, fault));
    }

    internal Fault? Take(string method) => Take(method, static _ => true);

    internal Fault? TakeForCommand(string method) =>
        Take(method, static fault => fault is Fault.OperationTimeLimit or Fault.InternalServerError);

    private Fault? Take(string method, Func<Fault, bool> suits)
    {
        lock (_gate)
        {
            for (var node = _waiting.First; node is not null; node = node.Next)
            {
                var isMeant = node.Value.Method == "*" || node.Value.Method.Equals(method, StringComparison.OrdinalIgnoreCase);
                if (!isMeant || !suits(node.Value.Fault))
                    continue;
                _waiting.Remove(node);
                return node.Value.Fault;
            }
            return null;
        }
    }
}
