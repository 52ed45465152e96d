using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>Lets a person change the portal from a page, and see what happened in it.</summary>
internal sealed class ControlEndpoints(Func<Bitrix24Portal> portal, Bitrix24SimulatorOptions options, RequestLog requests)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public void Map(WebApplication application)
    {
        var origin = new ControlOrigin(options.AllowedOrigins);
        application.Use(next => context =>
        {
            var isControl = context.Request.Path.StartsWithSegments("/control", StringComparison.Ordinal);
            return !isControl || origin.Admit(context) ? next(context) : Task.CompletedTask;
        });
        application.MapGet("/control/deals", () => Results.Json(portal().Deals.Select(Row), Json));
        application.MapPost("/control/deals", CreateAsync);
        application.MapPatch("/control/deals/{id:int}", EditAsync);
        application.MapDelete("/control/deals/{id:int}", Delete);
        application.MapGet("/control/stages", (int? categoryId) =>
            Results.Json(portal().Stages.Where(stage => categoryId is null || stage.CategoryId == categoryId), Json));
        application.MapGet("/control/users", () => Results.Json(portal().Users, Json));
        application.MapGet("/control/companies", () => Results.Json(portal().Companies, Json));
        application.MapGet("/control/requests", () => Results.Json(requests.Entries, Json));
        application.MapGet("/control/deliveries", () => Results.Json(portal().Deliveries, Json));
    }

    private async Task<IResult> CreateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        return await WithChangeAsync(
            request,
            change =>
            {
                var id = portal().AddDeal(change.Fields(), change.By ?? Person());
                return Results.Json(Row(portal().Deals.Single(deal => deal.Id == id)), Json, statusCode: StatusCodes.Status201Created);
            },
            cancellationToken);
    }

    private async Task<IResult> EditAsync(HttpRequest request, int id, CancellationToken cancellationToken)
    {
        return await WithChangeAsync(
            request,
            change =>
            {
                if (!Exists(id))
                    return NoSuchDeal(id);
                portal().EditDeal(id, change.Fields(), change.By ?? Person());
                return Results.Json(Row(portal().Deals.Single(deal => deal.Id == id)), Json);
            },
            cancellationToken);
    }

    private IResult Delete(int id, int? by)
    {
        if (!Exists(id))
            return NoSuchDeal(id);
        portal().DeleteDeal(id, by ?? Person());
        return Results.NoContent();
    }

    private static async Task<IResult> WithChangeAsync(
        HttpRequest request, Func<DealChange, IResult> apply, CancellationToken cancellationToken)
    {
        try
        {
            var change = await JsonSerializer.DeserializeAsync<DealChange>(request.Body, Json, cancellationToken);
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

    private bool Exists(int id) => portal().Deals.Any(deal => deal.Id == id);

    private int Person() =>
        portal().Users.FirstOrDefault(user => user.Active && user.Id != portal().IntegrationUserId)?.Id ?? portal().IntegrationUserId;

    private static IResult NoSuchDeal(int id) => Refused(StatusCodes.Status404NotFound, $"There is no deal {id}.");

    private static IResult Refused(int status, string message) => Results.Json(new { error = message }, Json, statusCode: status);

    private static object Row(PortalDeal deal) => new
    {
        deal.Id,
        deal.Title,
        deal.CategoryId,
        deal.StageId,
        deal.StageName,
        deal.Opportunity,
        deal.CurrencyId,
        deal.AssignedById,
        deal.AssignedByName,
        deal.CompanyId,
        deal.CompanyTitle,
        deal.CreatedTime,
        deal.UpdatedTime,
    };
}
