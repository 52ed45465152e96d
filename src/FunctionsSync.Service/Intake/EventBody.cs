namespace FunctionsSync.Service.Intake;

/// <summary>Reads what anybody may send: no more than a bound, in no more than a time, and with no more memory than has really come.</summary>
internal static class EventBody
{
    /// <summary>Real senders need milliseconds. Where the host hands over the whole body this never counts.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int FirstBuffer = 2048;

    /// <returns>The body, or why it was refused.</returns>
    public static async Task<(ReadOnlyMemory<byte> Bytes, IntakeResult? Refusal)> ReadAsync(
        Stream body, int bound, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var buffer = new byte[Math.Min(FirstBuffer, bound + 1)];
        var length = 0;
        try
        {
            while (await body.ReadAsync(buffer.AsMemory(length), either.Token) is > 0 and var read)
            {
                length += read;
                if (length > bound)
                {
                    return (default, new(413, $"An event is at most {bound} bytes."));
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 2, bound + 1));
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (default, new(408, $"An event arrives within {Patience.TotalSeconds:0} seconds."));
        }

        return (buffer.AsMemory(0, length), null);
    }
}
