namespace FunctionsSync.Service.Polling;

/// <summary>Section <c>Sync</c> of the settings.</summary>
public sealed class EchoOptions
{
    /// <summary>
    /// How long after our own write a page that we edited last is not looked at by the poll. Default 10 s; zero looks at everything. It only saves a
    /// look: the next polls read the same page again, and the baseline decides.
    /// </summary>
    public TimeSpan EchoWindow { get; set; } = TimeSpan.FromSeconds(10);
}
