using System.Text;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>The answer to a request, with whatever goes wrong on the way.</summary>
internal static class Faults
{
    public static Bitrix24ApiResponse Apply(Fault? fault, Bitrix24ApiRequest request, Func<(int Status, JsonObject Body)> work) => fault switch
    {
        null => Json(work()),
        Fault.QueryLimitExceeded => Refuse(RestError.QueryLimitExceeded()),
        Fault.OperationTimeLimit => Refuse(RestError.OperationTimeLimit()),
        Fault.InternalServerError => Refuse(RestError.InternalServerError()),
        Fault.BadGateway => Html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        Fault.Renamed renamed => Redirect(request, renamed.NewAddress),
        Fault.SavedThenAborted => Abort(work),
        Fault.Delayed delayed => Json(work()) with { Delay = delayed.By },
        _ => throw new InvalidOperationException($"Unknown fault {fault}."),
    };

    public static Bitrix24ApiResponse Refuse(RestError error) => Json((error.Status, RestServer.Refusal(error)));

    private static Bitrix24ApiResponse Json((int Status, JsonObject Body) answer) =>
        new(answer.Status, "application/json; charset=utf-8", PhpJson.Print(answer.Body));

    private static Bitrix24ApiResponse Html(int status, string page) => new(status, "text/html", Encoding.UTF8.GetBytes(page));

    private static Bitrix24ApiResponse Redirect(Bitrix24ApiRequest request, Uri newAddress)
    {
        var target = request.Query.Length > 0 ? $"{request.Path}?{request.Query}" : request.Path;
        return Html(302, "<html><body>Moved</body></html>") with { Location = new Uri(newAddress, target) };
    }

    private static Bitrix24ApiResponse Abort(Func<(int Status, JsonObject Body)> work)
    {
        work();
        return new(0, string.Empty, ReadOnlyMemory<byte>.Empty);
    }
}
