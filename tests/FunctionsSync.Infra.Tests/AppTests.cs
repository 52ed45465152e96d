namespace FunctionsSync.Infra.Tests;

public sealed class AppTests(Infrastructure infrastructure)
{
    private const string Site = "Microsoft.Web/sites";

    public static TheoryData<string> Environments => Infrastructure.Environments;

    [Theory]
    [MemberData(nameof(Environments))]
    public void App_Transport_IsHttpsWithTls12(string environment)
    {
        Assert.True(TheApp(environment).Flag("httpsOnly"));
        Assert.Equal("1.2", TheApp(environment).Text("siteConfig.minTlsVersion"));
        Assert.Equal("1.2", TheApp(environment).Text("siteConfig.scmMinTlsVersion"));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void App_Ftp_IsOff(string environment) =>
        Assert.Equal("Disabled", TheApp(environment).Text("siteConfig.ftpsState"));

    [Theory]
    [MemberData(nameof(Environments))]
    public void App_RemoteDebugging_IsOff(string environment) =>
        Assert.False(TheApp(environment).Flag("siteConfig.remoteDebuggingEnabled"));

    [Theory]
    [InlineData("ftp")]
    [InlineData("scm")]
    public void App_PublishingPasswords_AreOff(string name)
    {
        var policy = Assert.Single(
            infrastructure.Deployed("prod").All($"{Site}/basicPublishingCredentialsPolicies"),
            policy => policy.Name.EndsWith($"/{name}", StringComparison.Ordinal));

        Assert.False(policy.Flag("allow"));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void App_Identity_IsTheUserAssignedOne(string environment)
    {
        var identity = TheApp(environment).Node["identity"]!;

        Assert.Equal("UserAssigned", identity["type"]!.GetValue<string>());
        Assert.Equal([TheIdentity(environment)], identity["userAssignedIdentities"]!.AsObject().Select(pair => pair.Key));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void App_Package_IsReadByIdentity(string environment)
    {
        var storage = TheApp(environment)["functionAppConfig.deployment.storage"]!;

        Assert.Equal("blobContainer", storage["type"]!.GetValue<string>());
        Assert.Contains("app-package", storage["value"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("UserAssignedIdentity", storage["authentication"]!["type"]!.GetValue<string>());
        Assert.Equal(TheIdentity(environment), storage["authentication"]!["userAssignedIdentityResourceId"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void App_Plan_IsFlexConsumptionWithDotnet10(string environment)
    {
        Assert.Equal("FC1", infrastructure.Deployed(environment).Single("Microsoft.Web/serverfarms").Node["sku"]!["name"]!.GetValue<string>());
        Assert.Equal("dotnet-isolated", TheApp(environment).Text("functionAppConfig.runtime.name"));
        Assert.Equal("10.0", TheApp(environment).Text("functionAppConfig.runtime.version"));
    }

    [Fact]
    public void App_InProduction_KeepsAnInstanceForTheWebhooks()
    {
        var ready = Assert.Single(TheApp("prod")["functionAppConfig.scaleAndConcurrency.alwaysReady"]!.AsArray())!;

        Assert.Equal("http", ready["name"]!.GetValue<string>());
        Assert.Equal(1, ready["instanceCount"]!.GetValue<int>());
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Settings_Deployed_AreThoseOfTheDesign(string environment)
    {
        var names = Settings(environment).Node["properties"]!.AsObject().Select(setting => setting.Key);

        Assert.Equal(
            [
                "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AZURE_CLIENT_ID",
                "AZURE_TOKEN_CREDENTIALS",
                "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
                "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
                "Bitrix24__ClientId", "Bitrix24__OAuthUrl", "Bitrix24__PortalUrl", "CatchUpSchedule", "KeyVault__Uri",
                "NotionPollSchedule", "Notion__BaseUrl", "Notion__RequestsPerSecond", "ResyncSchedule", "SyncFile",
            ],
            names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Settings_Storage_IsReachedByIdentity(string environment)
    {
        Assert.Equal("managedidentity", Settings(environment).Text("AzureWebJobsStorage__credential"));
        Assert.Contains(TheIdentity(environment), Settings(environment).Text("AzureWebJobsStorage__clientId"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prod", "*/30 * * * * *")]
    [InlineData("dev", "0 * * * * *")]
    public void Settings_NotionPollSchedule_ComesFromTheParameterFile(string environment, string schedule) =>
        Assert.Equal(schedule, Settings(environment).Text("NotionPollSchedule"));

    private Resource TheApp(string environment) => infrastructure.Deployed(environment).Single(Site);

    private Resource Settings(string environment) => infrastructure.Deployed(environment).Single($"{Site}/config");

    private string TheIdentity(string environment) =>
        infrastructure.Deployed(environment).Single("Microsoft.ManagedIdentity/userAssignedIdentities").Id;
}
