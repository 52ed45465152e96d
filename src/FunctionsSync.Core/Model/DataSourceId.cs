namespace FunctionsSync.Core.Model;

/// <summary>The id of a Notion data source: the table inside a database that rows belong to since API version 2025-09-03.</summary>
public readonly record struct DataSourceId(Guid Value)
{
    public override string ToString() => Value.ToString("D");

    public static bool TryParse(string? text, out DataSourceId id)
    {
        var ok = Guid.TryParse(text, out var value);
        id = new(value);
        return ok;
    }
}
