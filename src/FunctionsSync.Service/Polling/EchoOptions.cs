using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Polling;

/// <summary>Section <c>Sync</c> of the settings.</summary>
public sealed class EchoOptions
{
    /// <summary>Every poll reads five minutes again, by Notion's clock and its full minutes. What is passed over must be among them.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>
    /// How long after our own write a page that we edited last is not looked at by the poll. Default 10 s; zero looks at everything. It only saves a
    /// look: the next polls read the same page again, and the baseline decides.
    /// </summary>
    public TimeSpan EchoWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ConfigurationException">The window is negative, or so long that an edit in it would be left behind.</exception>
    internal void Check()
    {
        if (EchoWindow < TimeSpan.Zero || EchoWindow > Longest)
        {
            throw new ConfigurationException($"The setting Sync__EchoWindow must be from 00:00:00 to {Longest:c}: {EchoWindow:c}.");
        }
    }
}
