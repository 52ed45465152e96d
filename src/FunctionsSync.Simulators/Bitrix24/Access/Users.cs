namespace FunctionsSync.Simulators.Bitrix24.Access;

/// <summary>The employees.</summary>
internal sealed class Users
{
    private readonly List<PortalUser> _users = [];

    public IReadOnlyList<PortalUser> All => _users;

    public PortalUser Add(string name, string lastName, string email, bool active, bool isAdmin, TimeSpan? timeZoneOffset)
    {
        var user = new PortalUser(_users.Count + 1, name, lastName, email, active, isAdmin, timeZoneOffset);
        _users.Add(user);
        return user;
    }

    public PortalUser? Find(int? id) => _users.Find(user => user.Id == id);

    public PortalUser Get(int id) => Find(id) ?? throw new ArgumentException($"There is no user {id}.", nameof(id));

    public void Dismiss(int id) => _users[_users.IndexOf(Get(id))] = Get(id) with { Active = false };
}
