using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Tests.Secrets;

public sealed class SecretsServiceCollectionExtensionsTests
{
    [Fact]
    public void AddSecrets_VaultIsSet_UsesIt()
    {
        Assert.IsType<KeyVaultSecretStore>(Resolve(("KeyVault:Uri", "https://acme.vault.azure.net"), ("SecretsPath", "unused")));
    }

    [Fact]
    public void AddSecrets_NothingSet_UsesTheFile()
    {
        Assert.IsType<FileSecretStore>(Resolve());
    }

    [Fact]
    public async Task AddSecrets_PathIsSet_KeepsTheFileThere()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"functionssync-secrets-{Guid.NewGuid():N}");
        try
        {
            await Resolve(("SecretsPath", folder)).WriteAsync("name", "value", TestContext.Current.CancellationToken);

            Assert.True(File.Exists(Path.Combine(folder, "secrets.enc")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("http://acme.vault.azure.net")]
    [InlineData("acme")]
    [InlineData("http://127.0.0.1:8080")]
    public void AddSecrets_VaultIsNoHttpsAddress_NamesTheSetting(string address)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Resolve(("KeyVault:Uri", address)));

        Assert.Contains("KeyVault__Uri", refusal.Message, StringComparison.Ordinal);
    }

    private static ISecretStore Resolve(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
            .Build();
        using var services = new ServiceCollection().AddSecrets(configuration).BuildServiceProvider();
        return services.GetRequiredService<ISecretStore>();
    }
}
