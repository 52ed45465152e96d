namespace FunctionsSync.Infra.Tests;

public sealed class StorageTests(Infrastructure infrastructure)
{
    private const string Account = "Microsoft.Storage/storageAccounts";

    public static TheoryData<string> Environments => Infrastructure.Environments;

    [Theory]
    [MemberData(nameof(Environments))]
    public void Account_SharedKeys_AreOff(string environment) =>
        Assert.False(TheAccount(environment).Flag("allowSharedKeyAccess"));

    [Theory]
    [MemberData(nameof(Environments))]
    public void Account_PublicBlobs_AreOff(string environment) =>
        Assert.False(TheAccount(environment).Flag("allowBlobPublicAccess"));

    [Theory]
    [MemberData(nameof(Environments))]
    public void Account_LocalUsers_AreOff(string environment) =>
        Assert.False(TheAccount(environment).Flag("isLocalUserEnabled"));

    [Theory]
    [MemberData(nameof(Environments))]
    public void Account_CopiesToOtherTenants_AreOff(string environment) =>
        Assert.False(TheAccount(environment).Flag("allowCrossTenantReplication"));

    [Theory]
    [MemberData(nameof(Environments))]
    public void Account_Transport_IsHttpsWithTls12(string environment)
    {
        Assert.True(TheAccount(environment).Flag("supportsHttpsTrafficOnly"));
        Assert.Equal("TLS1_2", TheAccount(environment).Text("minimumTlsVersion"));
    }

    [Theory]
    [InlineData("prod", "Enabled", "Allow")]
    [InlineData("private", "Disabled", "Deny")]
    public void Account_Network_IsClosedOnlyWhenPrivate(string environment, string access, string action)
    {
        Assert.Equal(access, TheAccount(environment).Text("publicNetworkAccess"));
        Assert.Equal(action, TheAccount(environment).Text("networkAcls.defaultAction"));
        Assert.Equal("None", TheAccount(environment).Text("networkAcls.bypass"));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Queues_Deployed_AreTheTwoLanesAndTheirPoisonQueues(string environment) =>
        Assert.Equal(
            ["sync-requests", "sync-requests-bulk", "sync-requests-bulk-poison", "sync-requests-poison"],
            Names(environment, $"{Account}/queueServices/queues"));

    [Theory]
    [MemberData(nameof(Environments))]
    public void Tables_Deployed_AreThoseOfTheDesign(string environment) =>
        Assert.Equal(
            ["Budget", "Cursors", "Failed", "Flows", "Journal", "Leases", "Mappings"],
            Names(environment, $"{Account}/tableServices/tables"));

    [Theory]
    [MemberData(nameof(Environments))]
    public void DeploymentContainer_Deployed_IsPrivate(string environment) =>
        Assert.Equal("None", infrastructure.Deployed(environment).Single($"{Account}/blobServices/containers").Text("publicAccess"));

    private Resource TheAccount(string environment) => infrastructure.Deployed(environment).Single(Account);

    private IEnumerable<string> Names(string environment, string type) =>
        infrastructure.Deployed(environment).All(type).Select(resource => resource.Name.Split('/')[^1]).Order(StringComparer.Ordinal);
}
