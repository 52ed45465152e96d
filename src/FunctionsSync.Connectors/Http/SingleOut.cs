using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Connectors.Http;

/// <summary>Both systems refuse a whole request for one bad value. Then each value is written by itself, so that only the bad one stays behind.</summary>
internal static class SingleOut
{
    /// <exception cref="RemoteException">The write failed in another way than by a refusal of what was sent.</exception>
    public static async Task<WriteAnswer> WriteAsync(
        IReadOnlyDictionary<FieldKey, CanonicalValue> values, Func<IReadOnlyDictionary<FieldKey, CanonicalValue>, Task<WriteAnswer>> write)
    {
        try
        {
            return await write(values);
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.Rejected && values.Count > 1)
        {
            return await OneByOneAsync(values, write, exception);
        }
    }

    private static async Task<WriteAnswer> OneByOneAsync(
        IReadOnlyDictionary<FieldKey, CanonicalValue> values, Func<IReadOnlyDictionary<FieldKey, CanonicalValue>, Task<WriteAnswer>> write, RemoteException whole)
    {
        Snapshot? after = null;
        var seen = new Dictionary<FieldKey, CanonicalValue>();
        var refused = new Dictionary<FieldKey, string>();
        foreach (var (key, value) in values)
        {
            try
            {
                var answer = await write(new Dictionary<FieldKey, CanonicalValue> { [key] = value });
                after = answer.After ?? after;
                foreach (var (field, reason) in answer.Refused)
                {
                    refused[field] = reason;
                }

                foreach (var (field, shown) in answer.After?.Values ?? new Dictionary<FieldKey, CanonicalValue>())
                {
                    seen[field] = shown;
                }
            }
            catch (RemoteException exception) when (exception.Failure == RemoteFailure.Rejected)
            {
                refused[key] = exception.Message;
            }
        }

        // Where nothing at all is taken, it is not the values.
        return after is null && refused.Count == values.Count ? throw whole : new(after is null ? null : after with { Values = seen }, refused);
    }
}
