namespace FunctionsSync.Connectors.Notion;

/// <summary>Section <c>Notion</c> of the settings.</summary>
public sealed class NotionOptions
{
    /// <summary>The API's address. Only tests and emulators need another.</summary>
    public string BaseUrl { get; set; } = "https://api.notion.com";

    /// <summary>
    /// Requests per second of this connection: 3 (the default) on the Free and Plus plans, up to 10 on Business and Enterprise. Never more than
    /// 60 times this in any 60 s. Source: https://developers.notion.com/reference/request-limits.
    /// </summary>
    public double RequestsPerSecond { get; set; } = 3;

    /// <summary>How many requests may go out at once after a quiet time, inside the same 60-second bound. Default 30.</summary>
    public int Burst { get; set; } = 30;
}
