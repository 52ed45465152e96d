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
