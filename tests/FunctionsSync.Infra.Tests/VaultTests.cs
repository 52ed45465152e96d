namespace FunctionsSync.Infra.Tests;

public sealed class VaultTests(Infrastructure infrastructure)
{
    public static TheoryData<string> Environments => Infrastructure.Environments;

    [Theory]
    [MemberData(nameof(Environments))]
    public void Vault_Access_IsByRole(string environment)
    {
        Assert.True(TheVault(environment).Flag("enableRbacAuthorization"));
        Assert.Null(TheVault(environment)["accessPolicies"]);
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Vault_Purge_IsForbidden(string environment)
    {
        Assert.True(TheVault(environment).Flag("enablePurgeProtection"));
        Assert.True(TheVault(environment).Flag("enableSoftDelete"));
        Assert.Equal(90, TheVault(environment)["softDeleteRetentionInDays"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("enabledForDeployment")]
    [InlineData("enabledForDiskEncryption")]
    [InlineData("enabledForTemplateDeployment")]
    public void Vault_OtherServices_GetNoSecrets(string setting) =>
        Assert.False(TheVault("prod").Flag(setting));

    [Theory]
    [InlineData("prod", "Enabled", "Allow")]
    [InlineData("private", "Disabled", "Deny")]
    public void Vault_Network_IsClosedOnlyWhenPrivate(string environment, string access, string action)
    {
        Assert.Equal(access, TheVault(environment).Text("publicNetworkAccess"));
        Assert.Equal(action, TheVault(environment).Text("networkAcls.defaultAction"));
        Assert.Equal("None", TheVault(environment).Text("networkAcls.bypass"));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Vault_Use_IsAudited(string environment)
    {
        var audit = infrastructure.Deployed(environment).Single("Microsoft.Insights/diagnosticSettings");

        Assert.StartsWith(TheVault(environment).Id + "/", audit.Id, StringComparison.Ordinal);
        Assert.Equal("AuditEvent", audit["logs"]![0]!["category"]!.GetValue<string>());
        Assert.True(audit["logs"]![0]!["enabled"]!.GetValue<bool>());
    }

    private Resource TheVault(string environment) => infrastructure.Deployed(environment).Single("Microsoft.KeyVault/vaults");
}
