using System.Globalization;
using System.Text;
using FunctionsSync.Service.Intake;

namespace FunctionsSync.Scenarios.Hostile;

/// <summary>Forms as Bitrix24 posts them, and all that look like one.</summary>
internal sealed class Bitrix24Traffic : Traffic
{
    public const string ApplicationToken = "51856fefc120afa4b628cc82d3935cce";
    public const string MemberId = "a223c6b3710f85df22e9377d6c4f7553";
    public const string Domain = "some-domain.bitrix24.com";
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] Events =
        ["ONCRMDEALUPDATE", "ONCRMDEALADD", "ONCRMDEALDELETE", "ONTASKUPDATE", "ONAPPTEST", "oncrmdealupdate", "ONCRMDEALUPDATİ", "ONCRMDYNAMICITEMUPDATE_1032", "", "＊"];

    private static readonly string[] Ids =
        ["", "0", "-1", "7.5", "1e3", "99999999999999999999", "٧", "７", " 7", "7 ", "undefined", "null", "[]", "7\0", "0x7", "9223372036854775808"];

    private static readonly string[] OtherTypes =
        ["application/json", "multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencodedx", ";", "application/x-www-form-urlencoded; charset=\"", "a/b/c", "\u00ff"];

    public override string Path => EventIntake.Path;

    public override string RecordOf(int number) => $"deal:{Id(number)}";

    protected override WireRequest Authentic(int number, Random random) =>
        Post(Encode(Fields("ONCRMDEALUPDATE", Id(number), ApplicationToken, MemberId, Domain)), WholeFraming(random));

    protected override WireRequest Hostile(int number, Random random) => random.Next(14) switch
    {
        // The token comes last on the wire.
        0 => Post(Real(number) is var whole ? whole[..random.Next(whole.Length)] : [], WholeFraming(random)),
        1 => Post(With(number, token: Almost(ApplicationToken, random)), AnyFraming(random)),
        2 => Post(With(number, member: Almost(MemberId, random)), AnyFraming(random)),
        3 => Post(With(number, domain: Almost(Domain, random)), AnyFraming(random)),
        4 => Post([.. Real(number), .. Encoding.UTF8.GetBytes($"&{Again(random)}=x")], WholeFraming(random)),
        5 => Post(Encode(Fields("ONCRMDEALUPDATE", Ids[random.Next(Ids.Length)], ApplicationToken, MemberId, Domain)), WholeFraming(random)),
        6 => Post(Real(number), WholeFraming(random), OtherTypes[random.Next(OtherTypes.Length)]),
        7 => Post([], random.Next(2) == 0 ? WireFraming.Missing : WireFraming.ContentLength),
        8 => Post(Flood(random), WholeFraming(random)),
        9 when random.Next(10) == 0 => Post([.. Real(number), .. Encoding.UTF8.GetBytes("&pad=" + new string('x', EventIntake.MaxBodyBytes))], WholeFraming(random)),
        _ => Post(Mutations.Apply(Stranger(random), random), AnyFraming(random)),
    };

    private static byte[] Real(int number) => Encode(Fields("ONCRMDEALUPDATE", Id(number), ApplicationToken, MemberId, Domain));

    private static byte[] With(int number, string token = ApplicationToken, string member = MemberId, string domain = Domain) =>
        Encode(Fields("ONCRMDEALUPDATE", Id(number), token, member, domain));

    /// <summary>A whole event of somebody who knows everything but the token.</summary>
    private static byte[] Stranger(Random random) =>
        Encode(Fields(Events[random.Next(Events.Length)], $"{random.Next()}", $"{random.NextInt64():x16}{random.NextInt64():x16}", MemberId, Domain));

    private static string Again(Random random) => random.Next(4) switch
    {
        0 => "auth%5Bapplication_token%5D",
        1 => "auth[member_id]",
        2 => "AUTH[DOMAIN]",
        _ => "data[FIELDS][ID]",
    };

    /// <summary>Small things in great numbers.</summary>
    private static byte[] Flood(Random random)
    {
        var text = random.Next(6) switch
        {
            0 => string.Concat(Enumerable.Range(0, random.Next(3000)).Select(number => $"{number}=1&")),
            1 => string.Concat(Enumerable.Repeat("event=ONCRMDEALUPDATE&", random.Next(2000))),
            2 => new string('k', random.Next(60_000)) + "=v",
            3 => "data" + string.Concat(Enumerable.Repeat("[FIELDS]", random.Next(6000))) + "[ID]=7",
            4 => new string('&', random.Next(60_000)),
            _ => string.Concat(Enumerable.Repeat("%u0041%", random.Next(8000))),
        };
        return Encoding.UTF8.GetBytes(text);
    }

    private static string Id(int number) => (1_000_000 + number).ToString(CultureInfo.InvariantCulture);

    private static (string Name, string Value)[] Fields(string name, string id, string token, string member, string domain) =>
    [
        ("event", name), ("event_handler_id", "201"), ("data[FIELDS][ID]", id), ("ts", "1736405807"), ("auth[access_token]", "s6p6eclrvim6da22ft9ch94ekreb52lv"),
        ("auth[domain]", domain), ("auth[client_endpoint]", $"https://{domain}/rest/"), ("auth[member_id]", member), ("auth[application_token]", token),
    ];

    private static byte[] Encode((string Name, string Value)[] fields) =>
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}")));

    private static WireRequest Post(byte[] body, WireFraming framing, string contentType = Form) => new()
    {
        Path = EventIntake.Path,
        Body = body,
        Framing = framing,
        Headers = [WireRequest.Header("Content-Type", contentType)],
    };
}
