namespace FunctionsSync.Service.Intake;

/// <summary>What to answer a sender of events.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Message">Plain text for whoever reads the answer: nothing secret.</param>
public sealed record IntakeResult(int StatusCode, string Message)
{
    public bool IsAccepted => StatusCode < 300;
}
