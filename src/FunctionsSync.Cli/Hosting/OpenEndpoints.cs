using System.Net;
using FunctionsSync.Service.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Cli.Hosting;

/// <summary>
/// From other machines, and through a proxy, only what the vendors and monitors call can be reached. Everything else is the operator's, on this
/// machine: no key protects it here, as the Functions host's keys do in Azure.
/// </summary>
internal static class OpenEndpoints
{
    private static readonly PathString[] s_open = [$"/{EventIntake.Path}", "/api/notion/events", "/api/health"];

    /// <summary>What proxies add.</summary>
    private static readonly string[] s_forwarded = ["Forwarded", "X-Forwarded-For", "X-Real-IP"];

    public static void UseOpenEndpointsOnly(this WebApplication application) => application.Use((context, next) =>
    {
        if (s_open.Contains(context.Request.Path) || IsFromThisMachine(context))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    private static bool IsFromThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !s_forwarded.Any(context.Request.Headers.ContainsKey);
}
