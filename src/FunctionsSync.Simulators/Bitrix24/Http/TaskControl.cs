using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>Lets a person work with tasks from a page.</summary>
internal sealed class TaskControl(Func<Bitrix24Portal> portal)
{
    public void Map(WebApplication application)
    {
        application.MapGet("/control/tasks", () => Results.Json(portal().Tasks.Select(Row), ControlJson.Options));
        application.MapPost("/control/tasks", CreateAsync);
        application.MapPatch("/control/tasks/{id:int}", EditAsync);
        application.MapDelete("/control/tasks/{id:int}", Delete);
    }

    private Task<IResult> CreateAsync(HttpRequest request, CancellationToken cancellationToken) => ControlJson.ApplyAsync<TaskChange>(
        request,
        change =>
        {
            var id = portal().AddTask(change.Fields([]), change.By ?? portal().AnyPerson());
            return ControlJson.Created(Row(portal().Tasks.Single(task => task.Id == id)));
        },
        cancellationToken);

    private Task<IResult> EditAsync(HttpRequest request, int id, CancellationToken cancellationToken) => ControlJson.ApplyAsync<TaskChange>(
        request,
        change =>
        {
            if (Find(id) is not { } task)
                return NoSuchTask(id);
            portal().EditTask(id, change.Fields(task.CrmItems), change.By ?? portal().AnyPerson());
            return Results.Json(Row(portal().Tasks.Single(each => each.Id == id)), ControlJson.Options);
        },
        cancellationToken);

    private IResult Delete(int id, int? by)
    {
        if (Find(id) is null)
            return NoSuchTask(id);
        portal().DeleteTask(id, by ?? portal().AnyPerson());
        return Results.NoContent();
    }

    private PortalTask? Find(int id) => portal().Tasks.FirstOrDefault(task => task.Id == id);

    private static IResult NoSuchTask(int id) => ControlJson.Refused(StatusCodes.Status404NotFound, $"There is no task {id}.");

    private object Row(PortalTask task)
    {
        var dealId = TaskChange.DealOf(task.CrmItems);
        return new
        {
            task.Id,
            task.Title,
            task.Description,
            task.Status,
            task.ResponsibleId,
            task.ResponsibleName,
            task.Deadline,
            DealId = dealId,
            DealTitle = portal().Deals.FirstOrDefault(deal => deal.Id == dealId)?.Title,
            task.CreatedTime,
            task.ChangedTime,
        };
    }
}
