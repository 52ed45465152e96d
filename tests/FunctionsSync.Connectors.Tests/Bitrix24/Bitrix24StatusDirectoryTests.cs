using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24StatusDirectoryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_ManyFirstCallers_ReadEachDictionaryOnce()
    {
        await using var portal = await The.Portal();
        var pipeline = portal.State.AddCategory("Service");
        var directory = portal.Get<Bitrix24StatusDirectory>();
        var names = new[] { "DEAL_STAGE", Bitrix24StatusDirectory.OfPipeline("DEAL_STAGE", pipeline) };

        var rows = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            Task.Run(() => directory.ReadAsync(names[number % 2], _ => true, Cancelled))));

        Assert.All(rows, dictionary => Assert.Equal(8, dictionary.Count));
        Assert.Equal(["crm.status.list", "crm.status.list"], portal.Operations);
    }

    [Fact]
    public async Task ReadAsync_FirstReadingFails_TheNextCallerReadsAgain()
    {
        await using var portal = await The.Portal();
        var directory = portal.Get<Bitrix24StatusDirectory>();
        foreach (var _ in Enumerable.Range(0, 4))
        {
            portal.State.Faults.Add("crm.status.list", new Fault.InternalServerError());
        }

        await Assert.ThrowsAsync<RemoteException>(() => directory.ReadAsync("DEAL_STAGE", _ => true, Cancelled));

        Assert.Equal(8, (await directory.ReadAsync("DEAL_STAGE", _ => true, Cancelled)).Count);
    }

    [Fact]
    public async Task ReadAsync_NobodyHasWhatIsLookedFor_DoesNotAskAgainAtOnce()
    {
        await using var portal = await The.Portal();
        var directory = portal.Get<Bitrix24StatusDirectory>();
        await directory.ReadAsync("DEAL_STAGE", _ => false, Cancelled);
        await directory.ReadAsync("DEAL_STAGE", _ => false, Cancelled);
        Assert.Single(portal.Operations);

        portal.Clock.Advance(TimeSpan.FromSeconds(11));
        await directory.ReadAsync("DEAL_STAGE", _ => false, Cancelled);
        Assert.Equal(2, portal.Operations.Length);
    }
}
