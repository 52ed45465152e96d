namespace FunctionsSync.Service.Configuration;

/// <summary>The members of an object in <c>sync.json</c>.</summary>
/// <param name="owner">The object.</param>
/// <param name="values">Its members; null where there is no object, which was told of already.</param>
internal sealed class SyncFileMembers(SyncFileValue owner, IReadOnlyDictionary<string, SyncFileValue>? values)
{
    public T? Optional<T>(string name, Func<SyncFileValue, T?> read) => values?.GetValueOrDefault(name) is { } value ? read(value) : default;

    public T? Required<T>(string name, Func<SyncFileValue, T?> read, string remedy)
    {
        if (values is not null && !values.ContainsKey(name))
        {
            owner.Miss(name, remedy);
        }

        return Optional(name, read);
    }

    /// <summary>Exactly one of two.</summary>
    public void RequireOne(string one, string other, string remedy)
    {
        var (hasOne, hasOther) = (values?.ContainsKey(one), values?.ContainsKey(other));
        if (hasOne is true && hasOther is true)
        {
            owner.Fail($"has both {one} and {other}: {remedy}");
        }
        else if (hasOne is false && hasOther is false)
        {
            owner.Miss(one, remedy);
        }
    }
}
