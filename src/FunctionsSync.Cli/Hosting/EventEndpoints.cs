using FunctionsSync.Service.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Cli.Hosting;

/// <summary>The same addresses as the Functions app's HTTP triggers.</summary>
internal static class EventEndpoints
{
    public static void MapEventEndpoints(this WebApplication application)
    {
        application.MapPost($"/{EventIntake.Path}", async (HttpRequest request, EventIntake intake, CancellationToken cancellationToken) =>
        {
            var result = await intake.AcceptAsync(request.ContentType, request.Body, cancellationToken);
            return Results.Text(result.Message, statusCode: result.StatusCode);
        });
        application.MapPost($"/{NotionEventIntake.Path}", async (HttpRequest request, NotionEventIntake intake, CancellationToken cancellationToken) =>
        {
            var signature = request.Headers.TryGetValue(NotionSignature.Header, out var values) ? values.ToString() : null;
            var result = await intake.AcceptAsync(signature, request.Body, cancellationToken);
            return Results.Text(result.Message, statusCode: result.StatusCode);
        });
        application.MapGet("/api/health", () => Results.Text("Healthy"));
    }
}
