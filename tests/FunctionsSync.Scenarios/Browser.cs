using FunctionsSync.Testing;
using Microsoft.Playwright;

namespace FunctionsSync.Scenarios;

/// <summary>This machine's Chromium with a fresh profile; everything a page complains about in its console is kept.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly TemporaryFolder _profile;
    private readonly IPlaywright _playwright;
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Browser(TemporaryFolder profile, IPlaywright playwright, IBrowserContext context, IPage page)
    {
        (_profile, _playwright, _context, Page) = (profile, playwright, context, page);
        page.Console += (_, message) => Complain(message.Type is "error" or "warning" ? message.Text : null);
        page.PageError += (_, error) => Complain(error);
        page.RequestFailed += (_, request) => Complain($"{request.Method} {request.Url}: {request.Failure}");
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the page, and its failed requests.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
                return [.. _complaints];
        }
    }

    /// <summary>Skips the running test where no Chromium is installed (with CI=true: fails it).</summary>
    public static async Task<Browser> StartAsync(int width, int height)
    {
        var chromium = Chromium.Require();
        var profile = new TemporaryFolder();
        var playwright = await Playwright.CreateAsync();
        var context = await playwright.Chromium.LaunchPersistentContextAsync(profile.Path, new()
        {
            ExecutablePath = chromium,
            Args = Chromium.Arguments,
            ViewportSize = new() { Width = width, Height = height },
        });
        return new(profile, playwright, context, context.Pages[0]);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _playwright.Dispose();
        _profile.Dispose();
    }

    private void Complain(string? complaint)
    {
        lock (_complaints)
        {
            if (complaint is not null)
                _complaints.Add(complaint);
        }
    }
}
