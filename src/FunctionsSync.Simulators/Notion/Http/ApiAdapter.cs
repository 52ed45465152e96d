using System.Globalization;
using System.Text;
using FunctionsSync.Simulators.Notion.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FunctionsSync.Simulators.Notion.Http;

/// <summary>Carries requests from Kestrel to the API and its answers back.</summary>
internal sealed class ApiAdapter(NotionApi api, TimeProvider time)
{
    public async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var answer = api.Answer(new NotionApiRequest(
            context.Request.Method,
            // Not Request.Path: that is decoded, and property ids must be decoded exactly once.
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            body.ToArray(),
            Header(context, "Authorization"),
            Header(context, "Notion-Version")));
        if (answer.Delay > TimeSpan.Zero)
            await Task.Delay(answer.Delay, time, context.RequestAborted);
        if (answer.IsAborted)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        // The workspace has one clock: without this the server's own would tell the time here.
        context.Response.Headers.Date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.Body), context.RequestAborted);
    }

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
