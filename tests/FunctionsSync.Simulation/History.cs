using System.Text.Json.Nodes;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using FunctionsSync.Simulation.Instances;
using FunctionsSync.Simulation.Mutations;
using FunctionsSync.Simulation.Network;
using FunctionsSync.Simulation.Oracle;
using FunctionsSync.Simulation.Steps;
using FunctionsSync.Simulation.Time;
using FunctionsSync.Simulation.Worlds;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Simulation;

/// <summary>One history: what a seed makes people, machines and the network do to the product, until everything has come to rest.</summary>
internal sealed class History : IDisposable
{
    private static readonly DateTimeOffset Beginning = new(2026, 3, 2, 8, 0, 7, TimeSpan.Zero);
    private static readonly Uri Handler = new("https://sync.example/" + EventIntake.Path);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CatchUpPeriod = TimeSpan.FromMinutes(5);

    private readonly int _seed;
    private readonly EventPost _post;
    private int _values;
    private int _steps;

    private History(int seed, Mutation? mutation, Action<string>? timeline)
    {
        _seed = seed;
        Luck = new(seed);
        Plan = new(Luck);
        Scheduler = new(Beginning);
        Timeline = new(Scheduler, timeline);
        World = new(seed, Plan, Scheduler);
        Storage = new(new VirtualClock(Scheduler, () => true));
        Weather = new(Luck, Plan.Faults);
        Judge = new(World, Storage.Get<IJournal>(), Timeline, Break);
        Observer = new(World, Scheduler, Timeline, Judge, new(Break));
        Fleet = new(World, Scheduler, Luck, Storage, Weather, Observer, Timeline, mutation, ScheduleEvents, exception => Break(new(Promise.NoSurprise, exception.ToString())));
        _post = new(Plan, Luck, Weather, Scheduler, Timeline, Fleet.DeliverEvent);
    }

    public Luck Luck { get; }

    public Plan Plan { get; }

    public Scheduler Scheduler { get; }

    public Timeline Timeline { get; }

    public World World { get; }

    public SharedStorage Storage { get; }

    public Weather Weather { get; }

    public Observer Observer { get; }

    public WriteJudge Judge { get; }

    public Fleet Fleet { get; }

    public IServiceProvider Operator => field ??= Fleet.StartOperator();

    /// <summary>The timers of the poll and the catch-up run. They stand still while the app is scaled to zero.</summary>
    public bool IsPolling { get; set; } = true;

    /// <summary>Something happened that polls and events cannot heal; only a full comparison can.</summary>
    public bool NeedsResync { get; set; }

    public BrokenPromise? Broken { get; private set; }

    public static HistoryResult Run(int seed, Mutation? mutation = null, Action<string>? timeline = null)
    {
        using var history = new History(seed, mutation, timeline);
        history.Run();
        return new(
            seed,
            history._steps,
            history.World.Bitrix24.Requests.Entries.Count + history.World.Notion.Requests.Entries.Count,
            history.Judge.Unseen,
            history.Judge.UnseenLate,
            history.Weather.Met,
            history.Scheduler.Trail,
            history.Broken);
    }

    public void Dispose()
    {
        Storage.Dispose();
    }

    /// <summary>The first promise that is broken ends the history.</summary>
    public void Break(BrokenPromise broken) => Broken ??= broken;

    /// <summary>A number nobody has used before, so that every value can be traced.</summary>
    public int NextValue() => ++_values;

    public void RunFor(TimeSpan time) => Scheduler.RunUntil(Scheduler.Now + time, () => Broken is not null);

    /// <summary>Something that people do, seen by the oracle, with the events that follow from it.</summary>
    public void People(Action act, bool isWholesale = false)
    {
        act();
        Observer.AfterPeople(isWholesale);
        ScheduleEvents();
    }

    /// <summary>Somebody waits for it, and time passes.</summary>
    public void Await(Func<Task> begin)
    {
        var task = begin();
        Scheduler.RunUntil(Scheduler.Now + TimeSpan.FromMinutes(10), () => Broken is not null || task.IsCompleted);
        if (task.Exception is { } exception)
        {
            throw new InvalidOperationException($"Seed {_seed}: an operator's command failed.", exception);
        }
    }

    /// <summary>Whether the stored tokens are those that the portal knows.</summary>
    public bool AreTokensGood =>
        JsonNode.Parse(Storage.Get<ISecretStore>().ReadAsync(SecretNames.Bitrix24Tokens, CancellationToken.None).GetAwaiter().GetResult() ?? "{}") is JsonObject tokens
        && World.Portal.State.Tokens.Find(tokens["access_token"]?.GetValue<string>() ?? string.Empty) is not null;

    /// <summary>New tokens, as an installation brings them.</summary>
    public void Install()
    {
        var issued = World.Portal.IssueTokens(World.Portal.IntegrationUserId);
        var options = World.Portal.State.Options;
        var tokens = new JsonObject { ["access_token"] = issued.AccessToken, ["refresh_token"] = issued.RefreshToken, ["member_id"] = options.MemberId };
        SetSecret(SecretNames.Bitrix24Tokens, tokens.ToJsonString());
        SetSecret(SecretNames.NotionToken, World.Workspace.State.Options.Token);
        SetSecret(SecretNames.Bitrix24ClientSecret, options.ClientSecret);
        SetSecret(SecretNames.Bitrix24ApplicationToken, options.ApplicationToken);
    }

    private void Run()
    {
        Install();
        Await(() => Operator.GetRequiredService<IBitrix24Events>().BindAsync(Handler, Bitrix24EventNames.For(World.File), CancellationToken.None));
        Fleet.StartDoor();
        for (var worker = 0; worker < Plan.Workers; worker++)
        {
            Fleet.StartWorker();
        }

        Schedule(TimedWork.Poll, PollPeriod);
        Schedule(TimedWork.CatchUp, CatchUpPeriod);
        Scheduler.In(TimeSpan.Zero, () => InBitrix24.AddDeals(this, Plan.Deals));
        RunFor(TimeSpan.FromSeconds(Luck.Between(5, 60)));
        Weather.IsCalm = false;
        for (_steps = 0; _steps < Plan.Steps && Broken is null; _steps++)
        {
            RunFor(Pause.Next(this));
            StepCatalogue.TakeOne(this);
        }

        if (Broken is null)
        {
            new Rest(this).Come();
        }
    }

    private void Schedule(string work, TimeSpan period)
    {
        var wait = period - TimeSpan.FromTicks(Scheduler.Now.UtcTicks % period.Ticks);
        Scheduler.In(wait, () =>
        {
            if (IsPolling)
            {
                Fleet.Timed.Add(work);
                Fleet.Wake();
            }

            Schedule(work, period);
        });
    }

    private void ScheduleEvents() => Scheduler.In(
        World.Portal.State.Options.EventDelay,
        // The post takes every event at once: this has ended when it returns.
        () => _ = World.Portal.DeliverDueEventsAsync(_post, CancellationToken.None));

    private void SetSecret(string name, string value) => Storage.Get<ISecretStore>().WriteAsync(name, value, CancellationToken.None).GetAwaiter().GetResult();
}
