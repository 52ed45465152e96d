namespace FunctionsSync.Core.Model;

/// <summary>The record a sync request points at. Written as <c>deal:42</c> or <c>page:1f0e…</c>.</summary>
public abstract record RecordRef
{
    private const string PagePrefix = "page:";

    private RecordRef()
    {
    }

    public sealed record Bitrix24(EntityType Entity, Bitrix24Id Id) : RecordRef
    {
        public override string ToString() => $"{Entity}:{Id}";
    }

    public sealed record Notion(PageId Id) : RecordRef
    {
        public override string ToString() => $"{PagePrefix}{Id}";
    }

    /// <summary>Reads what <see cref="object.ToString"/> wrote; null when it is neither form.</summary>
    public static RecordRef? Parse(string text)
    {
        if (text.StartsWith(PagePrefix, StringComparison.Ordinal))
        {
            return PageId.TryParse(text[PagePrefix.Length..], out var page) ? new Notion(page) : null;
        }

        // The entity may itself hold a colon: item:174:9.
        var split = text.LastIndexOf(':');
        return split > 0 && Bitrix24Id.TryParse(text[(split + 1)..], out var id) ? new Bitrix24(new(text[..split]), id) : null;
    }
}
