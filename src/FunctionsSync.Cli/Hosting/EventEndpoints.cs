using FunctionsSync.Service.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Cli.Hosting;

/// <summary>The same addresses as the Functions app's HTTP triggers.</summary>
internal static class EventEndpoints
{
    public static void MapEventEndpoints(this WebApplication application)
    {
        application.MapPost($"/{EventIntake.Path}", (HttpRequest request, EventIntake intake, CancellationToken cancellationToken) =>
            AnswerAsync(intake.AcceptAsync(request.ContentType, request.Body, cancellationToken)));
        application.MapPost($"/{NotionEventIntake.Path}", (HttpRequest request, NotionEventIntake intake, CancellationToken cancellationToken) =>
        {
            var signature = request.Headers.TryGetValue(NotionSignature.Header, out var values) ? values.ToString() : null;
            return AnswerAsync(intake.AcceptAsync(signature, request.Body, cancellationToken));
        });
        application.MapGet("/api/health", () => Results.Text("Healthy"));
    }

    private static async Task<IResult> AnswerAsync(Task<IntakeResult> accepting)
    {
        try
        {
            var result = await accepting;
            return Results.Text(result.Message, statusCode: result.StatusCode);
        }
        catch (BadHttpRequestException exception)
        {
            // A body that is cut short, too slow, too long or badly framed is its sender's failure, not the application's.
            return Results.Text("The body could not be read.", statusCode: exception.StatusCode);
        }
    }
}
