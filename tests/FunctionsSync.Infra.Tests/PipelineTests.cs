using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FunctionsSync.Infra.Tests;

public sealed partial class PipelineTests(Infrastructure infrastructure)
{
    [Fact]
    public void Stages_Pipeline_GoFromCheckToProduction()
    {
        var stages = infrastructure.Pipeline["stages"]!.AsArray()
            .Select(stage => stage!["stage"]?.GetValue<string>() ?? $"Deploy_{stage["parameters"]!["environmentName"]}");

        Assert.Equal(["Check", "Package", "WhatIf", "Deploy_dev", "Deploy_prod"], stages);
    }

    [Theory]
    [InlineData("PublishTestResults@2")]
    [InlineData("PublishCodeCoverageResults@2")]
    public void Results_TestsFailed_ArePublished(string task)
    {
        var step = Assert.Single(Steps(infrastructure.Pipeline), step => Text(step, "task") == task);

        Assert.Equal("succeededOrFailed()", Text(step, "condition"));
    }

    [Fact]
    public void Production_Order_ComesAfterDevelopment()
    {
        var production = Assert.Single(
            infrastructure.Pipeline["stages"]!.AsArray(),
            stage => stage!["parameters"]?["environmentName"]?.GetValue<string>() == "prod")!;

        Assert.Equal("Deploy_dev", production["parameters"]!["dependsOn"]!.GetValue<string>());
    }

    [Fact]
    public void Deployment_Job_WaitsForItsEnvironmentsApproval()
    {
        var job = TheDeployment();

        Assert.Equal("functionssync-${{ parameters.environmentName }}", Text(job, "environment"));
    }

    [Fact]
    public void Deployment_Condition_IsMainAndNoPullRequest()
    {
        var condition = Text(infrastructure.DeploymentStage["stages"]![0]!, "condition");

        Assert.Contains("eq(variables['Build.SourceBranch'], 'refs/heads/main')", condition, StringComparison.Ordinal);
        Assert.Contains("ne(variables['Build.Reason'], 'PullRequest')", condition, StringComparison.Ordinal);
    }

    [Fact]
    public void Deployment_Failed_DeploysTheLastGoodRelease()
    {
        var steps = Steps(TheDeployment()["strategy"]!["runOnce"]!["on"]!["failure"]!).ToList();

        var fetch = Assert.Single(steps, step => Text(step, "task") == "DownloadPipelineArtifact@2");
        Assert.Equal("deployed-${{ parameters.environmentName }}", fetch["inputs"]!["tags"]!.GetValue<string>());
        Assert.Contains(steps, step => Script(step)?.Contains("last-good/deploy.sh", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Deployment_Succeeded_TagsTheRunTheRollBackLooksFor()
    {
        var steps = Steps(TheDeployment()["strategy"]!["runOnce"]!["on"]!["success"]!);

        Assert.Contains(steps, step => Script(step)?.Contains("addbuildtag]deployed-${{ parameters.environmentName }}", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Scripts_Called_AreInTheRepository()
    {
        var scripts = Steps(infrastructure.Pipeline).Concat(Steps(infrastructure.DeploymentStage))
            .Select(Script)
            .OfType<string>()
            .SelectMany(script => CalledScript().Matches(script).Select(match => match.Groups["path"].Value))
            .Select(path => path.Contains("Pipeline.Workspace", StringComparison.Ordinal) ? $"infra/{Path.GetFileName(path)}" : path)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.Equal([".ci/run", "infra/deploy.sh", "infra/package.sh", "infra/what-if.sh"], scripts);
        Assert.All(scripts, script => Assert.True(File.Exists(Repository.PathOf(script.Split('/'))), $"{script} is missing."));
    }

    private JsonNode TheDeployment() => infrastructure.DeploymentStage["stages"]![0]!["jobs"]![0]!;

    private static string? Script(JsonNode step) => Text(step, "bash") ?? (step["inputs"] is { } inputs ? Text(inputs, "inlineScript") : null);

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();

    private static IEnumerable<JsonNode> Steps(JsonNode? node) => node switch
    {
        JsonObject item when item["steps"] is JsonArray steps =>
            steps.OfType<JsonNode>().Concat(item.Where(pair => pair.Key != "steps").SelectMany(pair => Steps(pair.Value))),
        JsonObject item => item.SelectMany(pair => Steps(pair.Value)),
        JsonArray items => items.SelectMany(Steps),
        _ => [],
    };

    [GeneratedRegex("""bash "?(?<path>[^\s"]+)""")]
    private static partial Regex CalledScript();
}
