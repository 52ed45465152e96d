namespace FunctionsSync.Simulators.Notion;

internal static class WorkspaceNames
{
    public const string Connection = "FunctionsSync";
    public const string Workspace = "Simulated workspace";
}
