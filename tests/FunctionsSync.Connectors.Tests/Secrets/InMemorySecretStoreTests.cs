using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Secrets;

public sealed class InMemorySecretStoreTests : SecretStoreContract
{
    private readonly InMemorySecretStore _store = new();

    protected override ISecretStore Open() => _store;
}
