namespace FunctionsSync.Infra.Tests;

public sealed class MonitoringTests(Infrastructure infrastructure)
{
    public static TheoryData<string> Environments => Infrastructure.Environments;

    [Theory]
    [MemberData(nameof(Environments))]
    public void ApplicationInsights_LocalAuthentication_IsOff(string environment) =>
        Assert.True(infrastructure.Deployed(environment).Single("Microsoft.Insights/components").Flag("DisableLocalAuth"));

    [Theory]
    [MemberData(nameof(Environments))]
    public void Workspace_LocalAuthentication_IsOff(string environment) =>
        Assert.True(TheWorkspace(environment).Flag("features.disableLocalAuth"));

    [Theory]
    [MemberData(nameof(Environments))]
    public void ApplicationInsights_Data_IsInTheWorkspace(string environment) =>
        Assert.Equal(
            TheWorkspace(environment).Id,
            infrastructure.Deployed(environment).Single("Microsoft.Insights/components").Text("WorkspaceResourceId"));

    private Resource TheWorkspace(string environment) =>
        infrastructure.Deployed(environment).Single("Microsoft.OperationalInsights/workspaces");
}
