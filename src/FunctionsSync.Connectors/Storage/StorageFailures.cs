using Azure;
using Azure.Data.Tables.Models;
using Azure.Storage.Queues.Models;

namespace FunctionsSync.Connectors.Storage;

internal static class StorageFailures
{
    /// <summary>Whether the service itself answered with one of these codes; false where no answer came.</summary>
    public static bool Says(this RequestFailedException exception, params ReadOnlySpan<TableErrorCode> codes) =>
        exception.ErrorCode is { } code && codes.Contains(new TableErrorCode(code));

    /// <inheritdoc cref="Says(RequestFailedException, ReadOnlySpan{TableErrorCode})"/>
    public static bool Says(this RequestFailedException exception, params ReadOnlySpan<QueueErrorCode> codes) =>
        exception.ErrorCode is { } code && codes.Contains(new QueueErrorCode(code));
}
