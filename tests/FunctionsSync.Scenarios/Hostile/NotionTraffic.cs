using System.Security.Cryptography;
using System.Text;
using FunctionsSync.Service.Intake;

namespace FunctionsSync.Scenarios.Hostile;

/// <summary>Events as Notion signs them, and all that look like one.</summary>
/// <param name="isTaken">Whether the authentic request of a number has been answered: then it can be replayed.</param>
internal sealed class NotionTraffic(Func<int, bool> isTaken) : Traffic
{
    public const string Token = "secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl";

    /// <summary>Signed and yet nothing to look at: Notion's own mistakes, or types that are new.</summary>
    private static readonly string[] Nothings =
    [
        "", " ", "null", "[]", "{}", "7", "\"\"", "{\"type\":null}", "{\"type\":\"page.created\"}", "{\"type\":\"page.created\",\"entity\":{\"id\":\"\\ud800\"}}",
        "{\"type\":\"page.created\",\"entity\":{\"id\":\"seven\"}}", "{\"type\":\"page.moved\",\"entity\":[],\"data\":7,\"authors\":{}}",
        "{\"type\":\"comment.created\",\"entity\":{\"id\":\"153104cd-477e-809d-8dc4-ff2d96ae3090\"}}", "{\"type\":\"ｐａｇｅ.created\"}", "{\"type\":\"page.created\",}",
    ];

    public override string Path => NotionEventIntake.Path;

    public override string RecordOf(int number) => $"page:{Page(number)}";

    protected override WireRequest Authentic(int number, Random random) => Signed(Real(number), WholeFraming(random));

    protected override WireRequest Hostile(int number, Random random)
    {
        var body = Real(number);
        switch (random.Next(14))
        {
            case 0:
                return Post(body[..random.Next(body.Length)], Sign(body), WholeFraming(random));
            case 1:
                // Not a space: the server takes those off the ends of a header.
                return Post(body, Almost(Sign(body), random).Replace(' ', '_'), AnyFraming(random));
            case 2:
                return Post(body, Sign(body, Almost(Token, random)), AnyFraming(random));
            case 3:
                return Post(body, signature: null, AnyFraming(random));
            case 4:
                return Twice(body, random);
            case 5:
                return Replayed(number, random) ?? Post(body, Sign([.. body, (byte)' ']), WholeFraming(random));
            case 6:
                return Signed(Encoding.UTF8.GetBytes(Nothings[random.Next(Nothings.Length)]), WholeFraming(random));
            case 7:
                return Signed(Deep(random), WholeFraming(random));
            case 8:
                return Handshake(random);
            case 9 when random.Next(10) == 0:
                return Signed([.. body, .. new byte[NotionEventIntake.MaxBodyBytes]], WholeFraming(random));
            case 10:
                return Post([], Sign([], "x"), random.Next(2) == 0 ? WireFraming.Missing : WireFraming.ContentLength);
            default:
                return Post(Mutations.Apply(body, random), Sign(body), AnyFraming(random));
        }
    }

    private WireRequest? Replayed(int number, Random random)
    {
        var earlier = random.Next(number) / 100 * 100;
        return isTaken(earlier) ? Signed(Real(earlier), WholeFraming(random)) : null;
    }

    private static WireRequest Twice(byte[] body, Random random) => new()
    {
        Path = NotionEventIntake.Path,
        Body = body,
        Framing = WholeFraming(random),
        Headers = [WireRequest.Header(NotionSignature.Header, Sign(body)), WireRequest.Header(NotionSignature.Header, Sign(body))],
    };

    private static WireRequest Handshake(Random random)
    {
        var token = random.Next(4) switch
        {
            0 => $"secret_{random.NextInt64():x}",
            1 => new string('x', random.Next(2000)),
            2 => "\\u0000\\ud800",
            _ => Almost(Token, random).Replace('\0', 'y'),
        };
        var body = Encoding.UTF8.GetBytes($$"""{"verification_token":"{{token}}"}""");
        return Post(random.Next(3) == 0 ? Mutations.Apply(body, random) : body, random.Next(2) == 0 ? Sign(body, token) : null, AnyFraming(random));
    }

    private static byte[] Deep(Random random)
    {
        var depth = 65 + random.Next(20_000);
        return random.Next(2) == 0
            ? Encoding.UTF8.GetBytes("{\"type\":\"page.created\",\"data\":" + new string('[', depth) + new string(']', depth) + "}")
            : Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"data\":", depth)));
    }

    private static string Page(int number) => new Guid(number, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]).ToString("D");

    private static byte[] Real(int number) => Encoding.UTF8.GetBytes($$$"""
        {"id":"{{{new Guid(number, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8])}}}","timestamp":"2026-03-02T12:00:05.379Z","workspace_id":"13950b26-c203-4f3b-b97d-93ec06319565",
        "workspace_name":"Quantify Labs","subscription_id":"29d75c0d-5546-4414-8459-7b7a92f1fc4b","integration_id":"0ef2e755-4912-8096-91c1-00376a88a5ca",
        "type":"page.properties_updated","authors":[{"id":"c7c11cca-1d73-471d-9b6e-bdef51470190","type":"person"}],"attempt_number":1,"api_version":"2026-03-11",
        "entity":{"id":"{{{Page(number)}}}","type":"page"},"data":{"parent":{"id":"13950b26-c203-4f3b-b97d-93ec06319566","type":"database",
        "data_source_id":"11111111-1111-1111-1111-111111111111"},"updated_properties":["XGe%40","bDf%5B"]}}
        """);

    private static string Sign(byte[] body, string token = Token) => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), body))}";

    private static WireRequest Signed(byte[] body, WireFraming framing) => Post(body, Sign(body), framing);

    private static WireRequest Post(byte[] body, string? signature, WireFraming framing) => new()
    {
        Path = NotionEventIntake.Path,
        Body = body,
        Framing = framing,
        MayHangUp = signature?.Contains('\0', StringComparison.Ordinal) is true,
        Headers =
        [
            WireRequest.Header("Content-Type", "application/json"),
            .. signature is null ? [] : new[] { WireRequest.Header(NotionSignature.Header, signature) },
        ],
    };
}
