namespace FunctionsSync.Core.Ports;

/// <summary>Who we are in Notion.</summary>
public interface INotionSelf
{
    /// <summary>The user id of the connection's bot, the author of everything we write; null as long as nothing made us ask for it.</summary>
    string? KnownId { get; }
}
