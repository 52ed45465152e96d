namespace FunctionsSync.Connectors.Notion;

/// <summary>Until when nobody in this process sends: also those who had their slot before Notion said that it has had enough.</summary>
internal sealed class NotionPause
{
    private readonly Lock _lock = new();
    private DateTimeOffset _until;

    public DateTimeOffset Until
    {
        get
        {
            lock (_lock)
            {
                return _until;
            }
        }
    }

    public void ExtendTo(DateTimeOffset until)
    {
        lock (_lock)
        {
            _until = until > _until ? until : _until;
        }
    }
}
