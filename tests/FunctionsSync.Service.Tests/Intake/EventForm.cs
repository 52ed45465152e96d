using System.Text;

namespace FunctionsSync.Service.Tests.Intake;

/// <summary>The form Bitrix24 sends. Source of the fixture: https://apidocs.bitrix24.com/api-reference/events/.</summary>
internal sealed class EventForm
{
    public const string ApplicationToken = "51856fefc120afa4b628cc82d3935cce";
    public const string MemberId = "a223c6b3710f85df22e9377d6c4f7553";
    public const string AccessToken = "s6p6eclrvim6da22ft9ch94ekreb52lv";
    public const string Domain = "some-domain.bitrix24.com";

    private readonly Dictionary<string, string> _fields = new()
    {
        ["event"] = "ONCRMDEALUPDATE",
        ["event_handler_id"] = "201",
        ["data[FIELDS][ID]"] = "759",
        ["ts"] = "1736405807",
        ["auth[access_token]"] = AccessToken,
        ["auth[expires]"] = "1736409407",
        ["auth[expires_in]"] = "3600",
        ["auth[scope]"] = "crm,task,user_brief",
        ["auth[domain]"] = Domain,
        ["auth[server_endpoint]"] = "https://oauth.bitrix24.tech/rest/",
        ["auth[status]"] = "L",
        ["auth[client_endpoint]"] = "https://some-domain.bitrix24.com/rest/",
        ["auth[member_id]"] = MemberId,
        ["auth[user_id]"] = "1",
        ["auth[application_token]"] = ApplicationToken,
    };

    /// <summary>A deal update as it is on the wire.</summary>
    public const string OnTheWire =
        "event=ONCRMDEALUPDATE&event_handler_id=201&data%5BFIELDS%5D%5BID%5D=759&ts=1736405807"
        + "&auth%5Baccess_token%5D=s6p6eclrvim6da22ft9ch94ekreb52lv&auth%5Bexpires%5D=1736409407&auth%5Bexpires_in%5D=3600"
        + "&auth%5Bscope%5D=crm%2Ctask%2Cuser_brief&auth%5Bdomain%5D=some-domain.bitrix24.com"
        + "&auth%5Bserver_endpoint%5D=https%3A%2F%2Foauth.bitrix24.tech%2Frest%2F&auth%5Bstatus%5D=L"
        + "&auth%5Bclient_endpoint%5D=https%3A%2F%2Fsome-domain.bitrix24.com%2Frest%2F"
        + "&auth%5Bmember_id%5D=a223c6b3710f85df22e9377d6c4f7553&auth%5Buser_id%5D=1"
        + "&auth%5Bapplication_token%5D=51856fefc120afa4b628cc82d3935cce";

    public EventForm With(string field, string value)
    {
        _fields[field] = value;
        return this;
    }

    public EventForm Without(string field)
    {
        _fields.Remove(field);
        return this;
    }

    public override string ToString() =>
        string.Join('&', _fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));

    public static Stream Stream(string body) => new MemoryStream(Encoding.UTF8.GetBytes(body));
}
