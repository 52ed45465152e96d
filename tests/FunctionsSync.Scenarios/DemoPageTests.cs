using System.Net;
using System.Net.Sockets;
using FunctionsSync.Testing;
using Microsoft.Playwright;

namespace FunctionsSync.Scenarios;

/// <summary>The demo in a real browser, against the real program.</summary>
public sealed class DemoPageTests
{
    private const int SeededDeals = 5;

    /// <summary>Longer than a Notion poll of the demo, an event's way and a few refreshes of the page together.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_EditsOnEitherSide_ArriveOnTheOtherAndStay()
    {
        await using var browser = await Browser.StartAsync(1440, 900);
        await using var demo = await DemoProgram.StartAsync(port: 0);
        var page = browser.Page;
        page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        await page.GotoAsync(demo.Page.ToString());
        await Assertions.Expect(page.Locator("#deals tr")).ToHaveCountAsync(SeededDeals);
        await Assertions.Expect(page.Locator("#pages tr")).ToHaveCountAsync(SeededDeals);
        await SaveAsync(page, "demo-1440-start.png");

        await TypeAsync(Deal(page, 1, "title"), "Website relaunch, phase two");
        await ExpectAsync(Page(page, 1, "name"), "Website relaunch, phase two");
        await Deal(page, 1, "stage").SelectOptionAsync("In progress");
        await ExpectAsync(Page(page, 1, "status"), "In progress");

        await TypeAsync(Page(page, 2, "name"), "Scanners for two warehouses");
        await ExpectAsync(Deal(page, 2, "title"), "Scanners for two warehouses");
        await Page(page, 2, "status").SelectOptionAsync("Invoice sent");
        await ExpectAsync(Deal(page, 2, "stage"), "PREPAYMENT_INVOICE");

        await page.ClickAsync("#new-deal");
        await Assertions.Expect(page.Locator("#deals tr")).ToHaveCountAsync(SeededDeals + 1);
        await ExpectAsync(Page(page, SeededDeals + 1, "name"), "New deal");
        await Assertions.Expect(page.Locator("#journal li", new() { HasText = $"Deal {SeededDeals + 1}" })).ToContainTextAsync("Created");
        await Assertions.Expect(page.Locator("#journal li", new() { HasText = "← Bitrix24" })).ToHaveCountAsync(2);

        await ExpectStillnessAsync(demo, page);
        await SaveAsync(page, "demo-1440.png");
        Assert.Equal(0, await OverflowAsync(page, "html, .scroll"));
        await page.SetViewportSizeAsync(700, 900);
        await SaveAsync(page, "demo-700.png");
        Assert.Equal(0, await OverflowAsync(page, "html"));
        Assert.True(await page.Locator("#problem").IsHiddenAsync());
        Assert.Empty(browser.Complaints);

        await demo.Program.InterruptAsync(Ended);
        Assert.Equal(0, await demo.Program.WaitForExitAsync(Patience, Ended));
        Assert.EndsWith("Stopped.\n", demo.Program.Output, StringComparison.Ordinal);
        Assert.Empty(demo.Program.Errors);
    }

    [Fact]
    public async Task Start_PortTaken_UsesAnother()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var demo = await DemoProgram.StartAsync(port);

        Assert.NotEqual(port, demo.Page.Port);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Contains("FunctionsSync", await http.GetStringAsync(demo.Page, Ended), StringComparison.Ordinal);
    }

    private static ILocator Deal(IPage page, int id, string field) =>
        page.Locator($"#deals tr[data-id=\"{id}\"] [data-field={field}] > *");

    /// <summary>The page of a deal; its first cell shows the deal's id.</summary>
    private static ILocator Page(IPage page, int deal, string field) =>
        page.Locator($"#pages tr[data-order=\"{deal}\"] [data-field={field}] > *");

    private static async Task TypeAsync(ILocator input, string text)
    {
        await input.FillAsync(text);
        await input.PressAsync("Enter");
    }

    private static Task ExpectAsync(ILocator control, string value) => Assertions.Expect(control).ToHaveValueAsync(value);

    /// <summary>For a while no value on the page changes, and the engine writes nothing more to either system.</summary>
    private static async Task ExpectStillnessAsync(DemoProgram demo, IPage page)
    {
        var (values, writes) = (await ValuesAsync(page), await demo.CountWritesAsync());
        Assert.Equal((2, SeededDeals + 3), writes);
        await Eventually.UnchangedAsync("nothing changes any more", () => ValuesAsync(page), Watch, Patience, Ended);
        Assert.Equal(values, await ValuesAsync(page));
        Assert.Equal(writes, await demo.CountWritesAsync());
    }

    private static Task<string> ValuesAsync(IPage page) => page.EvaluateAsync<string>(
        "[...document.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.firstElementChild?.value ?? cell.textContent).join('|')).join('\\n')");

    /// <summary>By how many pixels the content of these parts of the page is wider than they are.</summary>
    private static Task<int> OverflowAsync(IPage page, string parts) => page.EvaluateAsync<int>(
        "parts => Math.max(...[...document.querySelectorAll(parts)].map(part => part.scrollWidth - part.clientWidth))", parts);

    private static Task SaveAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "TestResults", "screenshots", name), FullPage = true });
}
