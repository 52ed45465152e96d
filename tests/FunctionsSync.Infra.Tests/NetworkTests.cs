namespace FunctionsSync.Infra.Tests;

public sealed class NetworkTests(Infrastructure infrastructure)
{
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Network_NotAskedFor_DoesNotExist(string environment) =>
        Assert.DoesNotContain(
            infrastructure.Deployed(environment).Resources,
            resource => resource.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));

    [Fact]
    public void PrivateEndpoints_Private_CoverEverythingThatIsClosed()
    {
        var deployment = infrastructure.Deployed("private");
        var account = deployment.Single("Microsoft.Storage/storageAccounts").Id;
        var vault = deployment.Single("Microsoft.KeyVault/vaults").Id;

        var targets = deployment.All("Microsoft.Network/privateEndpoints")
            .Select(endpoint => endpoint["privateLinkServiceConnections"]![0]!["properties"]!)
            .Select(connection => (connection["privateLinkServiceId"]!.GetValue<string>(), connection["groupIds"]![0]!.GetValue<string>()));

        Assert.Equal([(account, "blob"), (account, "queue"), (account, "table"), (vault, "vault")], targets.OrderBy(target => target.Item2, StringComparer.Ordinal));
    }

    [Fact]
    public void App_Private_CallsOutThroughItsSubnetAndOneAddress()
    {
        var deployment = infrastructure.Deployed("private");
        var network = deployment.Single("Microsoft.Network/virtualNetworks");
        var subnet = network["subnets"]!.AsArray().Single(subnet => subnet!["name"]!.GetValue<string>() == "app")!["properties"]!;

        Assert.Equal($"{network.Id}/subnets/app", deployment.Single("Microsoft.Web/sites").Text("virtualNetworkSubnetId"));
        Assert.Equal(deployment.Single("Microsoft.Network/natGateways").Id, subnet["natGateway"]!["id"]!.GetValue<string>());
        Assert.Equal("Microsoft.App/environments", subnet["delegations"]![0]!["properties"]!["serviceName"]!.GetValue<string>());
    }
}
