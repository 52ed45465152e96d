using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>Lets a person change the portal from a page, and see what happened in it.</summary>
internal sealed class ControlEndpoints(Func<Bitrix24Portal> portal, Bitrix24SimulatorOptions options, RequestLog requests)
{
    public void Map(WebApplication application)
    {
        var origin = new ControlOrigin(options.AllowedOrigins);
        application.Use(next => context =>
        {
            var isControl = context.Request.Path.StartsWithSegments("/control", StringComparison.Ordinal);
            return !isControl || origin.Admit(context) ? next(context) : Task.CompletedTask;
        });
        application.MapGet("/control/deals", () => Results.Json(portal().Deals.Select(Row), ControlJson.Options));
        application.MapPost("/control/deals", CreateAsync);
        application.MapPatch("/control/deals/{id:int}", EditAsync);
        application.MapDelete("/control/deals/{id:int}", Delete);
        new TaskControl(portal).Map(application);
        application.MapGet("/control/stages", (int? categoryId) =>
            Results.Json(portal().Stages.Where(stage => categoryId is null || stage.CategoryId == categoryId), ControlJson.Options));
        application.MapGet("/control/users", () => Results.Json(portal().Users, ControlJson.Options));
        application.MapGet("/control/companies", () => Results.Json(portal().Companies, ControlJson.Options));
        application.MapGet("/control/requests", () => Results.Json(requests.Entries, ControlJson.Options));
        application.MapGet("/control/deliveries", () => Results.Json(portal().Deliveries, ControlJson.Options));
    }

    private async Task<IResult> CreateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        return await ControlJson.ApplyAsync<DealChange>(
            request,
            change =>
            {
                var id = portal().AddDeal(change.Fields(), change.By ?? portal().AnyPerson());
                return ControlJson.Created(Row(portal().Deals.Single(deal => deal.Id == id)));
            },
            cancellationToken);
    }

    private async Task<IResult> EditAsync(HttpRequest request, int id, CancellationToken cancellationToken)
    {
        return await ControlJson.ApplyAsync<DealChange>(
            request,
            change =>
            {
                if (!Exists(id))
                    return NoSuchDeal(id);
                portal().EditDeal(id, change.Fields(), change.By ?? portal().AnyPerson());
                return Results.Json(Row(portal().Deals.Single(deal => deal.Id == id)), ControlJson.Options);
            },
            cancellationToken);
    }

    private IResult Delete(int id, int? by)
    {
        if (!Exists(id))
            return NoSuchDeal(id);
        portal().DeleteDeal(id, by ?? portal().AnyPerson());
        return Results.NoContent();
    }

    private bool Exists(int id) => portal().Deals.Any(deal => deal.Id == id);

    private static IResult NoSuchDeal(int id) => ControlJson.Refused(StatusCodes.Status404NotFound, $"There is no deal {id}.");

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
