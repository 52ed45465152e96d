using System.Text.Json;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// The workspace's users. The list has no filter and leaves guests out; it is read as a whole, and again when it is old or lacks somebody.
/// Source: https://developers.notion.com/reference/get-users.
/// </summary>
internal sealed class NotionUserDirectory(NotionClient client, UserOverrides overrides, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(1);

    private readonly SharedList<NotionUser> _users = new(MinimumAge, Lifetime, timeProvider);

    public void Dispose() => _users.Dispose();

    public async Task<NotionUser?> FindAsync(Func<NotionUser, bool> wanted, CancellationToken cancellationToken) =>
        (await _users.ReadAsync(wanted, ListAsync, cancellationToken)).FirstOrDefault(wanted);

    private async Task<IReadOnlyList<NotionUser>> ListAsync(CancellationToken cancellationToken)
    {
        // Overrides may name people whom the list leaves out: they are known by their ids alone, which people copy with or without dashes.
        var users = overrides.NotionByBitrix24Email
            .Select(pair => Guid.TryParse(pair.Value, out var id) ? new NotionUser(id.ToString("D"), pair.Key, pair.Key) : null)
            .OfType<NotionUser>()
            .ToList();
        string? cursor = null;
        do
        {
            var page = await client.ListUsersAsync(cursor, cancellationToken);
            users.AddRange(NotionJson.Items(page, "results").Select(Read).OfType<NotionUser>());
            cursor = NotionJson.IsTrue(page, "has_more") ? NotionJson.Text(page, "next_cursor") : null;
        }
        while (cursor is not null);

        return users;
    }

    private NotionUser? Read(JsonElement user)
    {
        if (NotionJson.Text(user, "id") is not { } id || NotionJson.Text(user, "type") != "person")
        {
            return null;
        }

        var email = NotionJson.Member(user, "person") is { } person ? NotionJson.Text(person, "email") : null;
        var identity = overrides.Bitrix24EmailOf(id, email) ?? email;
        return identity is null ? NotionUser.Unlisted(id, NotionJson.Text(user, "name")) : new(id, identity, NotionJson.Text(user, "name") ?? identity);
    }
}
