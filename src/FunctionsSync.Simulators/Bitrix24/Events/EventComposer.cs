using System.Globalization;
using FunctionsSync.Simulators.Bitrix24.Access;

namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>Writes the form of an event: every key in PHP brackets, every value a text.</summary>
internal sealed class EventComposer(Bitrix24SimulatorOptions options, TokenStore tokens)
{
    /// <summary>Sent with every event; an update of the application may bring another.</summary>
    public string ApplicationToken { get; set; } = options.ApplicationToken;

    public IReadOnlyList<KeyValuePair<string, string>> Compose(
        EventBinding binding, IReadOnlyList<KeyValuePair<string, string>> data, PortalHit hit, Uri portal)
    {
        var now = options.TimeProvider.GetUtcNow();
        List<KeyValuePair<string, string>> form =
        [
            new("event", binding.Event),
            new("event_handler_id", Number(binding.Id)),
            .. data,
            new("ts", Number(now.ToUnixTimeSeconds())),
        ];
        var userId = binding.AuthUserId > 0 ? binding.AuthUserId : hit.UserId;
        if (userId is { } owner)
            AddToken(form, tokens.IssueForEvent(owner, hit.HopsLeft - 1), portal);
        else
            AddPortal(form, portal);
        return form;
    }

    /// <summary>ONAPPINSTALL and ONAPPUPDATE: the events that bring a refresh token.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ComposeInstall(IssuedTokens issued, Uri portal) => WithTokens(
        "ONAPPINSTALL", [new("data[VERSION]", "1"), new("data[ACTIVE]", "Y"), new("data[INSTALLED]", "Y"), new("data[LANGUAGE_ID]", "en")], issued, portal);

    public IReadOnlyList<KeyValuePair<string, string>> ComposeUpdate(IssuedTokens issued, Uri portal) => WithTokens(
        "ONAPPUPDATE", [new("data[VERSION]", "2"), new("data[PREVIOUS_VERSION]", "1"), new("data[LANGUAGE_ID]", "en")], issued, portal);

    /// <summary>ONAPPUNINSTALL: the tokens are dead already, so it brings none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ComposeUninstall(Uri portal)
    {
        var form = Begin("ONAPPUNINSTALL", [new("data[LANGUAGE_ID]", "en"), new("data[CLEAN]", "0")]);
        AddPortal(form, portal);
        return form;
    }

    private List<KeyValuePair<string, string>> Begin(string name, IEnumerable<KeyValuePair<string, string>> data) =>
        [new("event", name), .. data, new("ts", Number(options.TimeProvider.GetUtcNow().ToUnixTimeSeconds()))];

    private List<KeyValuePair<string, string>> WithTokens(
        string name, IEnumerable<KeyValuePair<string, string>> data, IssuedTokens issued, Uri portal)
    {
        var form = Begin(name, data);
        AddToken(form, new AccessToken(issued.AccessToken, issued.UserId, issued.ExpiresAt, PortalHit.FullHops), portal);
        form.Add(new("auth[refresh_token]", issued.RefreshToken));
        return form;
    }

    private void AddToken(List<KeyValuePair<string, string>> form, AccessToken token, Uri portal)
    {
        form.Add(new("auth[access_token]", token.Value));
        form.Add(new("auth[expires]", Number(token.ExpiresAt.ToUnixTimeSeconds())));
        form.Add(new("auth[expires_in]", Number((long)options.AccessTokenLifetime.TotalSeconds)));
        form.Add(new("auth[scope]", string.Join(',', options.Scopes)));
        form.Add(new("auth[status]", "L"));
        form.Add(new("auth[user_id]", Number(token.UserId)));
        AddPortal(form, portal);
    }

    private void AddPortal(List<KeyValuePair<string, string>> form, Uri portal)
    {
        var rest = new Uri(portal, "rest/").AbsoluteUri;
        form.Add(new("auth[domain]", portal.Authority));
        form.Add(new("auth[server_endpoint]", rest));
        form.Add(new("auth[client_endpoint]", rest));
        form.Add(new("auth[member_id]", options.MemberId));
        form.Add(new("auth[application_token]", ApplicationToken));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
