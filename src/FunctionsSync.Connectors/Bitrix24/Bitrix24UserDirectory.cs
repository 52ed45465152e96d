using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Http;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// The portal's users. Read as a whole, and again when the list is old or lacks somebody.
/// Source: https://apidocs.bitrix24.com/api-reference/user/user-get.html.
/// </summary>
internal sealed class Bitrix24UserDirectory(Bitrix24Client client, TimeProvider timeProvider) : IDisposable
{
    private const int PageSize = 50;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MinimumAge = TimeSpan.FromSeconds(30);

    private readonly SharedList<Bitrix24User> _users = new(MinimumAge, Lifetime, timeProvider);

    public void Dispose() => _users.Dispose();

    /// <summary>Everybody the wanted condition holds for; the list is read anew when the cached one has nobody.</summary>
    public async Task<IReadOnlyList<Bitrix24User>> FindAsync(Func<Bitrix24User, bool> wanted, CancellationToken cancellationToken) =>
        [.. (await _users.ReadAsync(wanted, ListAsync, cancellationToken)).Where(wanted)];

    private async Task<IReadOnlyList<Bitrix24User>> ListAsync(CancellationToken cancellationToken)
    {
        var users = new List<Bitrix24User>();
        var lastPage = 0;
        do
        {
            var page = await client.ReadAsync(
                "user.get", new JsonObject { ["sort"] = "ID", ["order"] = "ASC", ["start"] = users.Count }, cancellationToken);
            var found = PhpJson.Rows(page).Select(Read).OfType<Bitrix24User>().ToList();
            users.AddRange(found);
            lastPage = found.Count;
        }
        while (lastPage == PageSize);

        return users;
    }

    private static Bitrix24User? Read(JsonElement row)
    {
        if (PhpJson.Id(row, "ID") is not { } id)
        {
            return null;
        }

        var name = $"{PhpJson.Text(row, "NAME")} {PhpJson.Text(row, "LAST_NAME")}".Trim();
        var email = PhpJson.Text(row, "EMAIL")?.Trim();
        return new(
            id,
            name.Length > 0 ? name : email ?? $"User {id}",
            string.IsNullOrEmpty(email) ? null : email,
            PhpJson.Member(row, "ACTIVE") is not { ValueKind: JsonValueKind.False });
    }
}
