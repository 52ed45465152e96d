namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class RenameTests
{
    [Fact]
    public async Task Rename_CallAtTheOldHost_IsRedirectedToTheSameMethodAndNotDone()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("Roof");
        portal.State.Rename(New(portal));

        var reply = await portal.UpdateAsync(id, """{"TITLE":"Wall"}""");

        Assert.Equal(302, reply.Status);
        Assert.Equal($"{New(portal)}rest/crm.item.update", reply.Headers.Location?.AbsoluteUri);
        Assert.Equal("Roof", portal.State.Deals.Single().Title);
    }

    [Fact]
    public async Task Rename_CallAtTheNewHost_Works()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.Rename(New(portal));

        var reply = await portal.SendAsync(
            HttpMethod.Post, "rest/profile", null, ("Host", New(portal).Authority), ("Authorization", $"Bearer {portal.Tokens.AccessToken}"));

        Assert.Equal(200, reply.Status);
    }

    /// <summary>The authorisation server is elsewhere: it answers as before, and knows the new address.</summary>
    [Fact]
    public async Task Rename_RefreshedTokens_NameTheNewHost()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.Rename(New(portal));

        var reply = await portal.RefreshAsync(portal.Tokens.RefreshToken);

        Assert.Equal((200, $"{New(portal)}rest/"), (reply.Status, (string?)reply.Json["client_endpoint"]));
    }

    [Fact]
    public async Task Rename_Events_CarryTheNewHost()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        await portal.BindAsync(catcher, "ONCRMDEALADD");
        portal.State.Rename(New(portal));

        portal.AddDeal("Roof");

        var form = (await catcher.NextAsync()).ToDictionary();
        Assert.Equal((New(portal).Authority, $"{New(portal)}rest/"), (form["auth[domain]"], form["auth[client_endpoint]"]));
    }

    [Fact]
    public async Task Rename_BackAgain_TheOldHostAnswers()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.Rename(New(portal));
        portal.State.Rename(portal.Simulator.BaseAddress);

        Assert.Equal(200, (await portal.CallAsync("profile")).Status);
    }

    private static Uri New(TestPortal portal) => new($"http://localhost:{portal.Simulator.BaseAddress.Port}/");
}
