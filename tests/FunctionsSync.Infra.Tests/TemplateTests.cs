using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FunctionsSync.Infra.Tests;

public sealed class TemplateTests(Infrastructure infrastructure)
{
    [Fact]
    public void Diagnostics_CompilerAndLinter_AreNone() => Assert.Empty(infrastructure.Diagnostics);

    [Fact]
    public void Parameters_EveryTemplate_SayWhetherTheyAreRequired()
    {
        var parameters = Templates(infrastructure.Template)
            .SelectMany(template => template["parameters"]?.AsObject() ?? [])
            .ToList();

        Assert.NotEmpty(parameters);
        Assert.All(parameters, parameter =>
        {
            var description = parameter.Value!["metadata"]?["description"]?.GetValue<string>() ?? "";
            Assert.StartsWith(parameter.Value["defaultValue"] is null ? "Required. " : "Optional. ", description, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Outputs_MainTemplate_AreNamesAndAddressesOnly()
    {
        var outputs = infrastructure.Template["outputs"]!.AsObject().Select(output => output.Key);

        Assert.Equal(
            ["bitrix24WebhookAddress", "functionAppName", "healthAddress", "keyVaultName", "notionWebhookAddress", "outgoingAddress"],
            outputs.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("list[a-z]*keys", "account keys")]
    [InlineData("list[a-z]*(sas|secrets|credentials)", "signed addresses and credentials")]
    [InlineData("accountkey|sharedaccess(key|signature)", "connection strings")]
    [InlineData("secure(string|object)", "secret parameters")]
    [InlineData("microsoft.keyvault/vaults/secrets|getsecret", "secret values")]
    public void Template_Compiled_HoldsNoSecrets(string pattern, string what)
    {
        var found = Regex.Match(infrastructure.Template.ToJsonString(), pattern, RegexOptions.IgnoreCase);

        Assert.False(found.Success, $"The template deals in {what}: {found.Value}");
    }

    /// <summary>Parameter files are shared and compiled into the release: what they take from outside would be in both.</summary>
    [Theory]
    [InlineData("readEnvironmentVariable|externalInput|getSecret", "values from outside")]
    [InlineData("ntn_\\w|secret_\\w{20}|AccountKey=|SharedAccessSignature|sig=", "tokens and keys")]
    public void FilesOfTheDeployment_Always_HoldNoSecrets(string pattern, string what)
    {
        var files = Directory.GetFiles(Repository.PathOf("infra"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".bicep" or ".bicepparam" or ".sh" or ".yml")
            .Append(Repository.PathOf("azure-pipelines.yml"))
            .ToList();

        Assert.True(files.Count > 10, "The files of the deployment were not found.");
        Assert.All(files, file => Assert.False(Regex.IsMatch(File.ReadAllText(file), pattern), $"{file} holds {what}."));
    }

    [Theory]
    [MemberData(nameof(Infrastructure.Environments), MemberType = typeof(Infrastructure))]
    public void Resources_Named_FitTheirLimits(string environment)
    {
        var deployment = infrastructure.Deployed(environment);

        Assert.Matches("^[a-z0-9]{3,24}$", deployment.Single("Microsoft.Storage/storageAccounts").Name);
        Assert.Matches("^[a-z][a-z0-9-]{2,23}$", deployment.Single("Microsoft.KeyVault/vaults").Name);
        // The host tells apps that share a storage account apart by the first 32 characters.
        Assert.Matches("^[a-z0-9-]{2,32}$", deployment.Single("Microsoft.Web/sites").Name);
    }

    private static IEnumerable<JsonNode> Templates(JsonNode template)
    {
        yield return template;
        foreach (var inner in NestedIn(template["resources"]!).SelectMany(Templates))
            yield return inner;
    }

    // A template with existing resources names its resources; one without lists them.
    private static IEnumerable<JsonNode> NestedIn(JsonNode resources) =>
        (resources is JsonObject named ? named.Select(pair => pair.Value) : resources.AsArray())
        .Select(resource => resource!["properties"] as JsonObject)
        .Select(properties => properties?["template"])
        .OfType<JsonNode>();
}
