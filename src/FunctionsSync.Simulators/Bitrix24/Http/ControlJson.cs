using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>Reads and refuses what a page sends to the control API.</summary>
internal static class ControlJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Applies a change; one that cannot be read or that the portal refuses is answered 400 with the reason.</summary>
    public static async Task<IResult> ApplyAsync<TChange>(
        HttpRequest request, Func<TChange, IResult> apply, CancellationToken cancellationToken)
        where TChange : class
    {
        try
        {
            var change = await JsonSerializer.DeserializeAsync<TChange>(request.Body, Options, cancellationToken);
            return change is null ? Refused(StatusCodes.Status400BadRequest, "The body must be a JSON object.") : apply(change);
        }
        catch (JsonException exception)
        {
            return Refused(StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (ArgumentException exception)
        {
            return Refused(StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    public static IResult Created(object row) => Results.Json(row, Options, statusCode: StatusCodes.Status201Created);

    public static IResult Refused(int status, string message) => Results.Json(new { error = message }, Options, statusCode: status);

    /// <summary>Who acts when a page does not say: the first active user besides the integration user.</summary>
    public static int AnyPerson(this Bitrix24Portal portal) =>
        portal.Users.FirstOrDefault(user => user.Active && user.Id != portal.IntegrationUserId)?.Id ?? portal.IntegrationUserId;
}
