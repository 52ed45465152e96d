namespace FunctionsSync.Core.Model;

/// <summary>The id of a Notion page: a UUID. Notion accepts it with and without dashes and answers with them.</summary>
public readonly record struct PageId(Guid Value)
{
    public override string ToString() => Value.ToString("D");

    public static bool TryParse(string? text, out PageId id)
    {
        var ok = Guid.TryParse(text, out var value);
        id = new(value);
        return ok;
    }
}
