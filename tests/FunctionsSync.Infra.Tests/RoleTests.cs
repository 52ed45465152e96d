namespace FunctionsSync.Infra.Tests;

public sealed class RoleTests(Infrastructure infrastructure)
{
    private const string Assignment = "Microsoft.Authorization/roleAssignments";

    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly Dictionary<string, string> s_roles = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
    };

    public static TheoryData<string> Environments => Infrastructure.Environments;

    [Theory]
    [MemberData(nameof(Environments))]
    public void App_Roles_AreTheLeastItNeedsEachOnOneResource(string environment)
    {
        var roles = infrastructure.Deployed(environment).All(Assignment)
            .Where(role => role.Text("principalType") == "ServicePrincipal")
            .Select(role => $"{Role(role)} on {ScopeType(role)}");

        Assert.Equal(
            [
                "Key Vault Secrets Officer on Microsoft.KeyVault/vaults",
                "Monitoring Metrics Publisher on Microsoft.Insights/components",
                "Storage Blob Data Owner on Microsoft.Storage/storageAccounts",
                "Storage Queue Data Contributor on Microsoft.Storage/storageAccounts",
                "Storage Table Data Contributor on Microsoft.Storage/storageAccounts",
            ],
            roles.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void App_Roles_GoToItsIdentity(string environment)
    {
        var deployment = infrastructure.Deployed(environment);
        var identity = deployment.Single("Microsoft.ManagedIdentity/userAssignedIdentities").Id;

        Assert.All(
            deployment.All(Assignment).Where(role => role.Text("principalType") == "ServicePrincipal"),
            role => Assert.Contains($"'{identity}'", role.Text("principalId"), StringComparison.Ordinal));
    }

    [Fact]
    public void Operators_Named_MayEnterSecretsAndNothingElse()
    {
        var role = Assert.Single(infrastructure.Deployed("private").All(Assignment), role => role.Text("principalType") == "Group");

        Assert.Equal("Key Vault Secrets Officer on Microsoft.KeyVault/vaults", $"{Role(role)} on {ScopeType(role)}");
        Assert.Equal("33333333-3333-3333-3333-333333333333", role.Text("principalId"));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Operators_NotNamed_GetNoRole(string environment) =>
        Assert.DoesNotContain(infrastructure.Deployed(environment).All(Assignment), role => role.Text("principalType") != "ServicePrincipal");

    private static string Role(Resource assignment) => s_roles[assignment.Text("roleDefinitionId")!.Split('/')[^1]];

    // .../providers/<namespace>/<type>/<name>/providers/Microsoft.Authorization/roleAssignments/<guid>
    private static string ScopeType(Resource assignment) =>
        assignment.Id.Split("/providers/") is [_, var scope, _] ? scope[..scope.LastIndexOf('/')] : "more than one resource";
}
