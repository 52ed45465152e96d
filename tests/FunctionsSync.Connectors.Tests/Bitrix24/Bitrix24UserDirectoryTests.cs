using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Simulators.Bitrix24;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24UserDirectoryTests
{
    private static readonly FieldKey Responsible = Some.Key("ASSIGNED_BY_ID");

    [Fact]
    public async Task Write_PersonWithAnEmailAddress_IsFoundByIt()
    {
        await using var portal = await The.Portal();
        var ann = portal.State.AddUser("Ann", "Lee", "ANN@example.com");
        portal.State.AddUser("Ann", "Lee", "another.ann@example.com");

        Assert.Equal(ann, (await WriteAsync(portal, new Person("ann@example.com", "Somebody else"))).Now);
    }

    [Fact]
    public async Task Write_PersonKnownByAUniqueName_IsFound()
    {
        await using var portal = await The.Portal();
        var ann = portal.State.AddUser("Ann", "Lee", "ann@example.com");

        Assert.Equal(ann, (await WriteAsync(portal, new Person(string.Empty, "Ann Lee"))).Now);
    }

    [Fact]
    public async Task Write_NameOfTwo_IsRefused()
    {
        await using var portal = await The.Portal();
        portal.State.AddUser("Ann", "Lee", "ann@example.com");
        portal.State.AddUser("Ann", "Lee", "another.ann@example.com");

        var (answer, now) = await WriteAsync(portal, new Person(string.Empty, "Ann Lee"));

        Assert.Contains("several", answer.Refused[Responsible], StringComparison.Ordinal);
        Assert.Equal(portal.Me, now);
    }

    [Fact]
    public async Task Write_SomebodyDismissed_IsRefusedAndStillReadable()
    {
        await using var portal = await The.Portal();
        var ann = portal.State.AddUser("Ann", "Lee", "ann@example.com");
        portal.State.DismissUser(ann);

        var (answer, now) = await WriteAsync(portal, new Person("ann@example.com", "Ann Lee"));

        Assert.Contains("dismissed in Bitrix24", answer.Refused[Responsible], StringComparison.Ordinal);
        Assert.Equal(portal.Me, now);
        var flow = await portal.FlowAsync("ASSIGNED_BY_ID");
        var snapshot = await portal.ReadAsync(flow, portal.AddDeal("Wall", ("ASSIGNED_BY_ID", ann)));
        Assert.Equal(new Person("ann@example.com", "Ann Lee"), snapshot!.Values[Responsible]);
    }

    [Fact]
    public async Task Read_SomebodyOnTheSecondPageOfTheList_IsFound()
    {
        await using var portal = await The.Portal();
        int[] users = [.. Enumerable.Range(0, 60).Select(number => portal.State.AddUser("User", $"{number}", $"user{number}@example.com"))];
        var flow = await portal.FlowAsync("ASSIGNED_BY_ID");

        var snapshot = await portal.ReadAsync(flow, portal.AddDeal("Roof", ("ASSIGNED_BY_ID", users[^1])));

        Assert.Equal(new Person("user59@example.com", "User 59"), snapshot!.Values[Responsible]);
        Assert.Equal(2, portal.Operations.Count(operation => operation == "user.get"));
    }

    [Fact]
    public async Task FindAsync_ManyFirstCallers_ReadTheListOnce()
    {
        await using var portal = await The.Portal();
        portal.State.Faults.Add("user.get", new Fault.Delayed(TimeSpan.FromSeconds(1)));
        var directory = portal.Get<Bitrix24UserDirectory>();

        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Task.Run(() => directory.FindAsync(user => user.Id == portal.Me, TestContext.Current.CancellationToken))));

        Assert.All(found, users => Assert.Single(users));
        Assert.Equal(["user.get"], portal.Operations);
    }

    private static async Task<(WriteAnswer Answer, int Now)> WriteAsync(Portal portal, Person person)
    {
        var flow = await portal.FlowAsync("ASSIGNED_BY_ID");
        var deal = portal.AddDeal("Roof", ("ASSIGNED_BY_ID", portal.Me));
        var answer = await portal.WriteAsync(flow, deal, ("ASSIGNED_BY_ID", person));
        return (answer, portal.Deal(deal).AssignedById);
    }
}
