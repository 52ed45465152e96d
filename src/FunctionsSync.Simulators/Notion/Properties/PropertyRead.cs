using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>The page a value is read from, and who reads it.</summary>
internal sealed record PropertyRead(WorkspaceState State, PageRecord Page, PageVersion Version, Actor Actor);
