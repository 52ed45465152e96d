using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;
using FunctionsSync.Simulation.Oracle;
using FunctionsSync.Simulation.Worlds;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Simulation;

/// <summary>
/// A program that is started once everything has come to rest: it must find the properties that people have given other names. Where one is missing that no
/// mapping tells of, it refuses the flow instead.
/// </summary>
internal sealed class Restart(History history)
{
    public void Judge()
    {
        foreach (var flow in history.World.Flows)
        {
            var missing = flow.Fields.Where(field => history.World.PropertyId(flow.DataSourceId, field.Notion) is null).ToList();
            var renamed = missing.FindAll(field => history.World.IsRenamed(flow, field));
            if (renamed.Count > 0 && missing.TrueForAll(field => history.Storage.Remembers(flow, field)))
            {
                Judge(flow, renamed);
            }
        }
    }

    private void Judge(SyncedFlow flow, List<MappedField> renamed)
    {
        var found = new List<string>();
        var refusal = string.Empty;
        history.Await(async () =>
        {
            try
            {
                var bound = await history.Fleet.StartOperator().GetRequiredService<FlowBinder>().BindAsync(flow.Settings, CancellationToken.None);
                found.AddRange(bound.Fields.Select(field => $"{field.Key.Value}: {Uri.UnescapeDataString(field.Notion.Id)}"));
            }
            catch (ConfigurationException exception)
            {
                refusal = exception.Message;
            }
        });
        if (renamed.Find(field => !found.Contains($"{field.Key}: {flow.PropertyIds[field]}")) is { } lost)
        {
            history.Break(new(Promise.FindsProperties, $"{flow.Name}, {lost.Key}: a program that is started now does not find the property that people renamed. {refusal}"));
        }
    }
}
