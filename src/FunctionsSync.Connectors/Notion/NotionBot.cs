using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Notion;

/// <summary>The connection's own user: the author of everything we write. It never changes while the token is the same.</summary>
internal sealed class NotionBot(NotionClient client) : INotionSelf
{
    private string? _id;

    public string? KnownId => _id;

    public async Task<string?> GetIdAsync(CancellationToken cancellationToken) =>
        _id ??= NotionJson.Text(await client.GetMeAsync(cancellationToken), "id");
}
