using System.Text.Json.Nodes;

namespace FunctionsSync.Scenarios.Sample;

/// <summary>The sample <c>sync.json</c> at the root of the repository.</summary>
internal static class SampleSyncFile
{
    public static JsonObject Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "FunctionsSync.sln")))
        {
            folder = folder.Parent;
        }

        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "sync.json")))!.AsObject();
    }
}
