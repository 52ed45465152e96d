using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Service.Tests.Flows;

/// <summary>A binder over schemas that a test changes as it likes.</summary>
public abstract class FlowBinderTest
{
    private protected FakeSchemas Schemas { get; } = new();

    private protected InMemoryMappingStore Mappings { get; } = new();

    private protected FakeTimeProvider Clock { get; } = new(Some.Noon);

    private protected Task<Flow> BindAsync(FlowSettings settings) => Binder(settings).BindAsync(settings, Some.Cancel);

    private protected async Task<string> FaultAsync(FlowSettings settings) =>
        (await Assert.ThrowsAsync<ConfigurationException>(() => BindAsync(settings))).Message;

    private protected FlowBinder Binder(FlowSettings settings)
    {
        var file = Some.File(settings);
        return new(Schemas, Schemas, new(Mappings, Clock), PageTemplates.Read(file), file);
    }
}
