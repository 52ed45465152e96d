using System.Text;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>One request and its answer, with whatever goes wrong between the two; each is logged once.</summary>
internal sealed class Exchange(
    HttpContext context, TimeProvider timeProvider, RequestLog requests, string path, string operation, bool isWrite)
{
    private const int NoAnswer = 0;
    private readonly DateTimeOffset _arrived = timeProvider.GetUtcNow();

    public Task RunAsync(Fault? fault, Func<(int Status, JsonObject Body)> work) => fault switch
    {
        null => AnswerAsync(work()),
        Fault.QueryLimitExceeded => RefuseAsync(RestError.QueryLimitExceeded()),
        Fault.OperationTimeLimit => RefuseAsync(RestError.OperationTimeLimit()),
        Fault.InternalServerError => RefuseAsync(RestError.InternalServerError()),
        Fault.BadGateway => AnswerHtmlAsync(),
        Fault.Renamed renamed => RedirectAsync(renamed.NewAddress),
        Fault.SavedThenAborted => AbortAfterAsync(work),
        Fault.Delayed delayed => AnswerLateAsync(work, delayed.By),
        _ => throw new InvalidOperationException($"Unknown fault {fault}."),
    };

    public Task AnswerAsync(int status, JsonObject body) => SendAsync(status, "application/json; charset=utf-8", PhpJson.Print(body));

    private Task AnswerAsync((int Status, JsonObject Body) answer) => AnswerAsync(answer.Status, answer.Body);

    private Task RefuseAsync(RestError error) => AnswerAsync(error.Status, RestServer.Refusal(error));

    private Task AnswerHtmlAsync() =>
        SendAsync(502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>"u8.ToArray());

    private Task RedirectAsync(Uri newAddress)
    {
        context.Response.Headers.Location = new Uri(newAddress, context.Request.Path + context.Request.QueryString).AbsoluteUri;
        return SendAsync(302, "text/html", Encoding.UTF8.GetBytes("<html><body>Moved</body></html>"));
    }

    private Task AbortAfterAsync(Func<(int Status, JsonObject Body)> work)
    {
        work();
        Log(NoAnswer);
        context.Abort();
        return Task.CompletedTask;
    }

    private async Task AnswerLateAsync(Func<(int Status, JsonObject Body)> work, TimeSpan by)
    {
        var answer = work();
        try
        {
            await Task.Delay(by, timeProvider, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            Log(NoAnswer);
            return;
        }
        await AnswerAsync(answer);
    }

    private async Task SendAsync(int status, string contentType, byte[] body)
    {
        // Logged first: who has read the answer finds it in the log.
        Log(status);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private void Log(int status) => requests.Add(new LoggedRequest(_arrived, context.Request.Method, path, status, operation, isWrite));
}
