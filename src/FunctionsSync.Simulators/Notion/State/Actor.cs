namespace FunctionsSync.Simulators.Notion.State;

/// <summary>Who does something: the connection's bot, which sees only what is shared with it, or a person.</summary>
internal sealed record Actor(string UserId, bool IsBot);
