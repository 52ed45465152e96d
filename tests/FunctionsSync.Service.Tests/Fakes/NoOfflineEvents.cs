using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Polling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;

namespace FunctionsSync.Service.Tests.Fakes;

/// <summary>An installation that leaves the setting alone: the portal is asked nothing about offline events.</summary>
internal static class NoOfflineEvents
{
    private static readonly IBitrix24OfflineEvents Port = Mock.Of<IBitrix24OfflineEvents>(MockBehavior.Strict);
    private static readonly IOptions<Bitrix24Options> Settings = Options.Create(new Bitrix24Options());

    public static OfflineEventBindings Bindings(SyncFile file) => new(Port, file, Settings, NullLogger<OfflineEventBindings>.Instance);

    public static OfflineEvents Source(SyncFile file) => new(
        Port, Mock.Of<ISyncRequestQueue>(MockBehavior.Strict), file, Settings, TimeProvider.System, NullLogger<OfflineEvents>.Instance);
}
