using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Notion;

/// <summary>A user of the workspace.</summary>
/// <param name="Id">The user id, as Notion spells it.</param>
/// <param name="Identity">The Bitrix24 e-mail address the person is known by, else Notion's, else the id.</param>
/// <param name="Name">What people see.</param>
internal sealed record NotionUser(string Id, string Identity, string Name)
{
    public CanonicalValue.Person ToPerson() => new(Identity, Name);

    /// <summary>Somebody the user list does not tell of: a guest, or everybody when the connection may not see users.</summary>
    public static NotionUser Unlisted(string id, string? name) => new(id, $"notion:{id}", name ?? "Unknown person");
}
