using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Draining;

/// <summary>Reads Bitrix24 records by themselves: those that wait at the same time and in the same lane in one request.</summary>
public sealed class RecordReader
{
    private const int MostTogether = 50;

    private readonly IBitrix24Records _bitrix24;
    private readonly LaneCalls<(Flow Flow, Bitrix24Id Id), Snapshot?> _reads;

    public RecordReader(IBitrix24Records bitrix24)
    {
        _bitrix24 = bitrix24;
        _reads = new(MostTogether, SendAsync);
    }

    /// <inheritdoc cref="IBitrix24Records.ReadAsync(Flow, Bitrix24Id, CancellationToken)"/>
    public Task<Snapshot?> ReadAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => _reads.GetAsync((flow, id), cancellationToken);

    private async Task SendAsync(Gathering<(Flow Flow, Bitrix24Id Id), Snapshot?> gathering, CancellationToken cancellationToken)
    {
        var calls = gathering.Close();
        foreach (var (call, answer) in calls.Zip(await _bitrix24.ReadAsync([.. calls.Select(call => call.Key)], cancellationToken)))
        {
            if (answer.Failure is { } failure)
            {
                call.Fail(failure);
            }
            else
            {
                call.Complete(answer.Snapshot);
            }
        }
    }
}
