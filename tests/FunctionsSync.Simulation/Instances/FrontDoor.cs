using System.Net;
using System.Text;
using FunctionsSync.Service.Intake;
using FunctionsSync.Simulation.Worlds;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Simulation.Instances;

/// <summary>The HTTP end of the product: takes events one after the other. What it was taking when it died is lost, as Bitrix24 sends an event once.</summary>
internal sealed class FrontDoor(Instance instance, IServiceProvider services, Queue<string> inbox, Waiting waiting, Timeline timeline, Action<Exception> surprise)
{
    public async Task RunAsync()
    {
        var intake = services.GetRequiredService<EventIntake>();
        try
        {
            while (true)
            {
                if (!inbox.TryDequeue(out var form))
                {
                    await waiting.WaitAsync(instance);
                    continue;
                }

                using var body = new MemoryStream(Encoding.UTF8.GetBytes(form));
                var result = await intake.AcceptAsync("application/x-www-form-urlencoded", body, CancellationToken.None);
                timeline.Add(instance.Name, $"{WebUtility.UrlDecode(form).Split('&')[0]} -> {result.StatusCode}");
            }
        }
        catch (Exception exception)
        {
            surprise(exception);
        }
    }
}
