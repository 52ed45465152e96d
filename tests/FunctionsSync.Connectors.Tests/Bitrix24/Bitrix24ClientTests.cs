using System.Net;
using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24ClientTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Passing => ["limit", "internal", "gateway", "aborted"];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Read_FailureThatPasses_IsRepeatedAfterAWhile(string fault)
    {
        await using var portal = await The.Portal();
        portal.State.Faults.Add("profile", Fault(fault));
        portal.State.Faults.Add("profile", Fault(fault));

        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Equal(["profile", "profile", "profile"], portal.Operations);
        // The second pause of the whole portal is a long one, at whose end the slot is asked for.
        Assert.Equal(fault == "limit" ? 3 : 2, portal.Clock.Waits.Count);
    }

    [Theory]
    [InlineData("limit", RemoteFailure.Overloaded)]
    [InlineData("gateway", RemoteFailure.Unreachable)]
    [InlineData("aborted", RemoteFailure.Unreachable)]
    public async Task Read_FailureThatStays_IsGivenUpAfterFourAttempts(string fault, RemoteFailure failure)
    {
        await using var portal = await The.Portal();
        foreach (var _ in Enumerable.Range(0, 5))
        {
            portal.State.Faults.Add("profile", Fault(fault));
        }

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled));

        Assert.Equal(failure, exception.Failure);
        Assert.Equal(4, portal.Operations.Length);
    }

    [Theory]
    [InlineData("limit", RemoteFailure.Overloaded, false)]
    [InlineData("internal", RemoteFailure.OutcomeUnknown, false)]
    [InlineData("gateway", RemoteFailure.OutcomeUnknown, false)]
    [InlineData("aborted", RemoteFailure.OutcomeUnknown, true)]
    public async Task Write_AnyFailure_IsNotRepeated(string fault, RemoteFailure failure, bool isSaved)
    {
        await using var portal = await The.Portal();
        var (flow, deal, before) = await DealAsync(portal);
        portal.State.Faults.Add("crm.item.update", Fault(fault));

        var exception = await Assert.ThrowsAsync<RemoteException>(() => WriteAsync(portal, flow, deal, before));

        Assert.Equal(failure, exception.Failure);
        Assert.True(exception.IsRetriable);
        Assert.Single(portal.Operations, operation => operation == "crm.item.update");
        Assert.Equal(isSaved ? "Wall" : "Roof", portal.Deal(deal).Title);
    }

    [Fact]
    public async Task Write_NoAnswerInTime_IsAnUnknownOutcome()
    {
        await using var portal = await The.Portal();
        var (flow, deal, before) = await DealAsync(portal);
        portal.State.Faults.Add("crm.item.update", new Fault.Delayed(TimeSpan.FromMinutes(30)));

        var writing = WriteAsync(portal, flow, deal, before);
        while (portal.Deal(deal).Title != "Wall")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancelled);
        }

        portal.Clock.Advance(TimeSpan.FromSeconds(71));
        var exception = await Assert.ThrowsAsync<RemoteException>(() => writing);

        Assert.Equal(RemoteFailure.OutcomeUnknown, exception.Failure);
    }

    [Fact]
    public async Task Call_RedirectedOnTheSameHost_IsRejected()
    {
        using var redirect = new HttpResponseMessage(HttpStatusCode.Found);
        redirect.Headers.Location = new Uri("/login/", UriKind.Relative);
        await using var portal = await WithAnswer(redirect);

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled));

        Assert.Equal(RemoteFailure.Rejected, exception.Failure);
    }

    [Fact]
    public async Task Call_NobodyListens_IsUnreachableAndNamesTheAddress()
    {
        await using var portal = await The.Portal(settings: [("Bitrix24:PortalUrl", "http://127.0.0.1:1")]);

        var read = await Assert.ThrowsAsync<RemoteException>(() => portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled));
        var write = await Assert.ThrowsAsync<RemoteException>(() => portal.Get<Bitrix24Client>().WriteAsync("crm.item.update", [], Cancelled));

        Assert.Equal((RemoteFailure.Unreachable, RemoteFailure.Unreachable), (read.Failure, write.Failure));
        Assert.Contains("http://127.0.0.1:1/", read.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("{}")]
    public async Task Write_SuccessWithoutAResult_IsAnUnknownOutcome(string body)
    {
        using var page = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) };
        await using var portal = await WithAnswer(page);

        var exception = await Assert.ThrowsAsync<RemoteException>(
            () => portal.Get<Bitrix24Client>().WriteAsync("crm.item.update", [], Cancelled));

        Assert.Equal(RemoteFailure.OutcomeUnknown, exception.Failure);
    }

    [Fact]
    public async Task Call_MissingScope_IsForbiddenAndNamesTheScopes()
    {
        await using var portal = await The.Portal(options => options with { Scopes = ["user"] });

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.FlowAsync("TITLE"));

        Assert.Equal(RemoteFailure.Forbidden, exception.Failure);
        Assert.True(exception.ConcernsConnection);
        Assert.Contains("crm, task and user", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BatchReadAsync_MoreThanOneBatchTakes_IsABugOfTheCaller()
    {
        await using var portal = await The.Portal();
        var commands = Enumerable.Range(0, 51).ToDictionary(number => $"c{number}", _ => "profile");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => portal.Get<Bitrix24Client>().BatchReadAsync(commands, Cancelled));
    }

    [Fact]
    public async Task Everything_ThatIsLoggedOrThrown_HoldsNoSecret()
    {
        await using var portal = await The.Portal();
        List<string> secrets = [new Bitrix24SimulatorOptions().ClientSecret, "simulated-access-token", "simulated-refresh-token"];
        var (flow, deal, before) = await DealAsync(portal);
        List<string> texts = [];
        foreach (var fault in Passing)
        {
            portal.State.Faults.Add("crm.item.update", Fault(fault));
            texts.Add((await Assert.ThrowsAsync<RemoteException>(() => WriteAsync(portal, flow, deal, before))).ToString());
            portal.State.Faults.Add("batch", Fault(fault));
            await portal.ReadAsync(flow, deal);
        }

        portal.Clock.Advance(TimeSpan.FromMinutes(61));
        await portal.ReadAsync(flow, deal);
        portal.State.RevokeTokens();
        texts.Add((await Assert.ThrowsAsync<RemoteException>(() => portal.ReadAsync(flow, deal))).ToString());
        await portal.Secrets.WriteAsync(SecretNames.Bitrix24Tokens, "simulated-access-token is no JSON", Cancelled);
        texts.Add((await Assert.ThrowsAsync<ConfigurationException>(() => portal.ReadAsync(flow, deal))).ToString());
        texts.Add(portal.Log.Text);

        Assert.Contains("oauth/token", portal.Log.Text, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.All(texts, text => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase)));
    }

    private static Task<Portal> WithAnswer(HttpResponseMessage answer) => The.Portal(
        services: services => services.AddHttpClient(nameof(Bitrix24Client)).ConfigurePrimaryHttpMessageHandler(() => new StubHandler([answer])));

    private static async Task<(Flow Flow, Bitrix24Id Deal, Snapshot Before)> DealAsync(Portal portal)
    {
        var flow = await portal.FlowAsync("TITLE");
        var deal = portal.AddDeal("Roof");
        return (flow, deal, (await portal.ReadAsync(flow, deal))!);
    }

    private static Task WriteAsync(Portal portal, Flow flow, Bitrix24Id deal, Snapshot before) =>
        portal.Records.UpdateAsync(flow, deal, before, Some.Values(("TITLE", Some.Text("Wall"))), Cancelled);

    private static Fault Fault(string name) => name switch
    {
        "limit" => new Fault.QueryLimitExceeded(),
        "internal" => new Fault.InternalServerError(),
        "gateway" => new Fault.BadGateway(),
        _ => new Fault.SavedThenAborted(),
    };
}
