using System.Text;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Notion.Http;

/// <summary>Shows a bug of the simulator as what it is, with its stack trace, so that nobody takes it for an answer of Notion.</summary>
internal sealed class SimulatorBugs(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.Response.StatusCode = 500;
            context.Response.ContentType = "text/plain; charset=utf-8";
            var text = $"A bug of the Notion simulator: {error}";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        }
    }
}
