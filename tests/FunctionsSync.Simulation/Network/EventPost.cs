using System.Net;
using FunctionsSync.Simulation.Time;
using FunctionsSync.Simulation.Worlds;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Simulation.Network;

/// <summary>Carries events from the portal to our door: some get lost, some arrive twice, some late and after younger ones.</summary>
internal sealed class EventPost(Plan plan, Luck luck, Weather weather, Scheduler scheduler, Timeline timeline, Action<string> deliver) : IEventTransport
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(3);

    public Task<int> PostAsync(OutgoingEvent outgoing, CancellationToken cancellationToken)
    {
        var what = $"{outgoing.Name} {outgoing.ItemId}";
        if (!weather.IsCalm && luck.Chance(plan.EventsLost))
        {
            weather.Note("event lost");
            timeline.Add("post", $"{what} gets lost");
            return Task.FromResult(0);
        }

        var form = string.Join('&', outgoing.Form.Select(field => $"{WebUtility.UrlEncode(field.Key)}={WebUtility.UrlEncode(field.Value)}"));
        Send(form);
        if (!weather.IsCalm && luck.Chance(plan.EventsDoubled))
        {
            weather.Note("event doubled");
            Send(form);
        }

        return Task.FromResult(200);
    }

    private void Send(string form)
    {
        var isLate = !weather.IsCalm && luck.Chance(plan.EventsLate);
        if (isLate)
        {
            weather.Note("event late");
        }

        scheduler.In(luck.Between(Soon, isLate ? Late : Usual), () => deliver(form));
    }
}
