using System.Text.Json.Nodes;

namespace FunctionsSync.Infra.Tests;

/// <summary>Every resource a parameter file asks for, evaluated by Bicep without calling Azure.</summary>
internal sealed record Deployment(IReadOnlyList<Resource> Resources)
{
    public static Deployment Parse(string snapshot) =>
        new([.. JsonNode.Parse(snapshot)!["predictedResources"]!.AsArray().Select(node => new Resource(node!))]);

    public Resource Single(string type) => Assert.Single(All(type));

    public IReadOnlyList<Resource> All(string type) => [.. Resources.Where(resource => resource.Type == type)];
}
