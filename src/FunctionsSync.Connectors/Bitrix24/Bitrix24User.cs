using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>A user of the portal.</summary>
internal sealed record Bitrix24User(long Id, string Name, string? Email, bool IsActive)
{
    public CanonicalValue.Person ToPerson() => new(Email ?? IdentityOf(Id), Name);

    /// <summary>Whether this is the person a value names: by identity where it has one, else by name.</summary>
    public bool Is(CanonicalValue.Person person) => ToPerson().SaysTheSameAs(person);

    /// <summary>Somebody <c>user.get</c> does not tell of: bots, e-mail users, integrators and system users.</summary>
    public static CanonicalValue.Person Unknown(long id) => new(IdentityOf(id), $"User {id}");

    private static string IdentityOf(long id) => $"bitrix24:{id}";
}
