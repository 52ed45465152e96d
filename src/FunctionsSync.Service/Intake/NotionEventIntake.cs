using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// Takes a Notion event, verifies it, leaves a sync request and answers, without asking either system anything. It only makes things quicker: what
/// is not delivered is found by the poll, and by the resync.
/// </summary>
public sealed partial class NotionEventIntake(
    NotionSubscription subscription, FlowCatalog flows, INotionSelf self, ISyncRequestQueue queue, TimeProvider timeProvider, ILogger<NotionEventIntake> logger)
{
    /// <summary>Where Notion sends its events, under the service's own address.</summary>
    public const string Path = "api/notion/events";

    /// <summary>A real event is about 1 KB; one that names many changed blocks is longer.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    /// <summary>The one body that is read before anything vouches for it.</summary>
    private const int MaxHandshakeBytes = 1024;
    private const int MaxTokenLength = 256;

    /// <summary>Says the same whatever is wrong: an answer that tells more helps only those who guess.</summary>
    private static readonly IntakeResult NotAccepted = new(403, "This event was not accepted.");

    private readonly RecentEvents _recent = new();

    /// <param name="signature">The request's header <see cref="NotionSignature.Header"/>.</param>
    /// <param name="body">The request's body; read no further than <see cref="MaxBodyBytes"/>. It is JSON, whatever Content-Type says: the signature vouches for it.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is enqueued then.</param>
    public async Task<IntakeResult> AcceptAsync(string? signature, Stream body, CancellationToken cancellationToken)
    {
        var (bytes, refusal) = await EventBody.ReadAsync(body, MaxBodyBytes, timeProvider, cancellationToken);
        if (refusal is not null)
        {
            return Refuse(refusal, refusal.Message);
        }

        var signer = NotionSignature.Parse(signature) is { } parsed
            ? await subscription.FindSignerAsync(parsed, bytes, cancellationToken)
            : WebhookSigner.Unknown;
        if (signer == WebhookSigner.Unknown)
        {
            return await ShakeHandsAsync(bytes, cancellationToken) ?? Refuse(NotAccepted, "its signature is missing or not of the subscription");
        }

        if (NotionEvent.Parse(bytes) is not { } accepted)
        {
            return await ShakeHandsAsync(bytes, cancellationToken) ?? Refuse(new(400, "An event is a JSON object with a type."), "it is no JSON object with a type");
        }

        if (signer == WebhookSigner.Pending)
        {
            await subscription.ActivateAsync(cancellationToken);
            Log.Activated(logger);
        }

        return await HandleAsync(accepted, cancellationToken);
    }

    private async Task<IntakeResult> HandleAsync(NotionEvent accepted, CancellationToken cancellationToken)
    {
        if (_recent.Contains(accepted.Id))
        {
            return Ignore("it was taken before");
        }

        if (accepted.Authors.Count > 0 && accepted.Authors.All(author => author == self.KnownId))
        {
            return Ignore("it tells of our own write");
        }

        if (NotionEventTypes.IsAboutSchema(accepted.Type))
        {
            flows.Expire();
            Log.SchemaChanged(logger);
        }
        else if (NotionEventTypes.IsAboutPage(accepted.Type))
        {
            if (!MayBeOurs(accepted))
            {
                return Ignore("no flow has its page");
            }

            if (!PageId.TryParse(accepted.EntityId, out var page))
            {
                return Refuse(new(400, "An event about a page has its id in entity.id."), "it names no page");
            }

            var record = new RecordRef.Notion(page);
            await queue.EnqueueAsync(new(record, SyncCause.NotionWebhook, timeProvider.GetUtcNow()), TimeSpan.Zero, cancellationToken);
            Log.Accepted(logger, record);
        }
        else
        {
            return Ignore("nothing depends on this type of event");
        }

        // Not before: what could not be enqueued is sent again.
        _recent.Add(accepted.Id);
        return new(200, "Accepted.");
    }

    /// <summary>Null when it is no handshake, or one that is not wanted.</summary>
    private async Task<IntakeResult?> ShakeHandsAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > MaxHandshakeBytes
            || NotionEvent.ParseHandshake(bytes) is not { Length: > 0 and <= MaxTokenLength } token
            || token.Any(character => character is <= ' ' or > '~'))
        {
            return null;
        }

        if (await subscription.OfferAsync(token, cancellationToken))
        {
            Log.Handshake(logger);
            return new(200, "Accepted.");
        }

        return Refuse(NotAccepted, "a subscription is in use, or another token has just arrived; to change the subscription run 'functionssync webhook replace' first");
    }

    /// <summary>
    /// Whether the page may be of a flow: without asking anybody, so without an answer before the flows are bound. A page that was moved or deleted
    /// may be one that was a flow's, wherever it is now.
    /// </summary>
    private bool MayBeOurs(NotionEvent accepted) =>
        NotionEventTypes.MayHaveLeft(accepted.Type)
        || (DataSourceId.TryParse(accepted.DataSource, out var source)
            ? flows.Known?.Any(flow => flow.DataSource == source) is not false
            : NotionEventTypes.MayHoldRows(accepted.Parent));

    private IntakeResult Ignore(string why)
    {
        Log.Ignored(logger, why);
        return new(200, "Accepted; there is nothing to do.");
    }

    private IntakeResult Refuse(IntakeResult result, string why)
    {
        Log.Refused(logger, result.StatusCode, why);
        return result;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Notion event about {Record} accepted.")]
        public static partial void Accepted(ILogger logger, RecordRef record);

        [LoggerMessage(2, LogLevel.Debug, "Notion event ignored: {Why}.")]
        public static partial void Ignored(ILogger logger, string why);

        [LoggerMessage(3, LogLevel.Warning, "Notion event refused with {Status}: {Why}.")]
        public static partial void Refused(ILogger logger, int status, string why);

        [LoggerMessage(4, LogLevel.Information, "The properties of a Notion database were changed: the flows are bound again.")]
        public static partial void SchemaChanged(ILogger logger);

        [LoggerMessage(5, LogLevel.Warning, "The verification token of a Notion webhook subscription has arrived: 'functionssync webhook show' shows it.")]
        public static partial void Handshake(ILogger logger);

        [LoggerMessage(6, LogLevel.Information, "The first event of a new Notion webhook subscription has come; the subscription is in use from now on.")]
        public static partial void Activated(ILogger logger);
    }
}
