using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Notion.Http;

/// <summary>Lets browser pages of the allowed origins use the control API and refuses all others, also where a browser would not ask first.
/// Requests without an origin (curl, tests) pass.</summary>
internal sealed class ControlOrigins(RequestDelegate next, NotionSimulatorOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            await ControlAnswer.WriteAsync(context, 403, ControlAnswer.Error($"The origin {origin} may not use the control API."));
            return;
        }
        if (origin.Length > 0)
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.Vary = "Origin";
        }
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.Headers.AccessControlAllowMethods = "GET, POST, PATCH";
            context.Response.Headers.AccessControlAllowHeaders = "Content-Type";
            context.Response.StatusCode = 204;
            return;
        }
        await next(context);
    }
}
