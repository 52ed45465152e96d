using System.Xml.Linq;

namespace FunctionsSync.Infra.Tests;

/// <summary>
/// What the projects say about being published. Where the Functions Worker packages are served, the tests of the app look at the published folder
/// itself; these hold on every feed.
/// </summary>
public sealed class PackagingTests
{
    private static readonly XDocument s_app = XDocument.Load(Repository.PathOf("src", "FunctionsSync.App", "FunctionsSync.App.csproj"));
    private static readonly XDocument s_cli = XDocument.Load(Repository.PathOf("src", "FunctionsSync.Cli", "FunctionsSync.Cli.csproj"));

    [Theory]
    [InlineData("host.json")]
    [InlineData("sync.json")]
    public void App_FilesOfTheHost_ArePublishedBesideIt(string file)
    {
        var item = Linked(file);

        Assert.Equal("PreserveNewest", (string?)item.Attribute("CopyToPublishDirectory"));
        Assert.True(File.Exists(Repository.PathOf(file)), $"{file} is missing at the root.");
    }

    [Fact]
    public void App_LocalSettings_AreNeverPublished() =>
        Assert.Equal("Never", (string?)Linked("local.settings.json").Attribute("CopyToPublishDirectory"));

    [Fact]
    public void Image_Always_RunsWithoutRightsAndListensWhereItSays()
    {
        Assert.Equal("1654", s_cli.Descendants("ContainerUser").Single().Value);
        Assert.EndsWith("-chiseled", s_cli.Descendants("ContainerFamily").Single().Value, StringComparison.Ordinal);
        Assert.Equal("serve", (string?)s_cli.Descendants("ContainerDefaultArgs").Single().Attribute("Include"));
        var port = (string)s_cli.Descendants("ContainerPort").Single().Attribute("Include")!;
        Assert.Contains($"DefaultPort = {port};", File.ReadAllText(Repository.PathOf("src", "FunctionsSync.Cli", "Commands", "ServeCommand.cs")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("User=functionssync")]
    [InlineData("NoNewPrivileges=yes")]
    [InlineData("CapabilityBoundingSet=")]
    [InlineData("ProtectSystem=strict")]
    [InlineData("ProtectHome=yes")]
    [InlineData("PrivateTmp=yes")]
    [InlineData("UMask=0077")]
    [InlineData("SystemCallFilter=@system-service")]
    [InlineData("RestartPreventExitStatus=2")]
    [InlineData("ExecStart=/opt/functionssync/functionssync serve")]
    public void Unit_Always_Says(string line) =>
        Assert.Contains(line, File.ReadAllLines(Repository.PathOf("deploy", "functionssync.service")));

    private static XElement Linked(string file) =>
        Assert.Single(s_app.Descendants("None"), item => (string?)item.Attribute("Link") == file);
}
