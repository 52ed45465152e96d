using System.Net.Mime;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// Takes a Bitrix24 event, verifies it, leaves a sync request and answers, without asking either system anything: Bitrix24 sends an event
/// once, and slow handlers get theirs later. Only an installation of the application itself is looked into before it is answered.
/// </summary>
public sealed partial class EventIntake(
    EventVerifier verifier, Lazy<ApplicationInstallation> installation, ISyncRequestQueue queue, SyncFile file, TimeProvider timeProvider,
    ILogger<EventIntake> logger)
{
    /// <summary>Where Bitrix24 sends its events, under the service's own address.</summary>
    public const string Path = "api/bitrix24/events";

    /// <summary>A real event is about 1 KB.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <param name="contentType">The request's Content-Type.</param>
    /// <param name="body">The request's body; read no further than <see cref="MaxBodyBytes"/>.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is enqueued then.</param>
    public async Task<IntakeResult> AcceptAsync(string? contentType, Stream body, CancellationToken cancellationToken)
    {
        if (!IsForm(contentType))
        {
            return Refuse(415, "A Bitrix24 event is a form: Content-Type must be application/x-www-form-urlencoded.");
        }

        var (bytes, refusal) = await EventBody.ReadAsync(body, MaxBodyBytes, timeProvider, cancellationToken);
        if (refusal is not null)
        {
            return Refuse(refusal.StatusCode, refusal.Message);
        }

        var form = Bitrix24EventForm.Parse(bytes.Span);
        if (form is not { Event.Length: > 0, ApplicationToken.Length: > 0, MemberId.Length: > 0, Domain.Length: > 0 })
        {
            return Refuse(400, "A Bitrix24 event has the fields event, auth[application_token], auth[member_id] and auth[domain].");
        }

        if (ApplicationInstallation.IsAbout(form))
        {
            return await InstallAsync(form, cancellationToken);
        }

        if (await verifier.FindFaultAsync(form.ApplicationToken, form.MemberId, form.Domain, cancellationToken) is { } fault)
        {
            return Refuse(403, $"This event was not accepted: {fault}.");
        }

        if (form.Event == "ONAPPUNINSTALL")
        {
            Log.Uninstalled(logger);
            return new(200, "Uninstalled.");
        }

        if (form.Entity is not { } entity || !file.Flows.Any(flow => flow.Bitrix24.Entity == entity.Value))
        {
            Log.Ignored(logger);
            return new(200, "No flow is about this kind of event.");
        }

        if (form.Record is not { } record)
        {
            return Refuse(400, "An event about a record has the field data[FIELDS][ID], or data[FIELDS_AFTER][ID] or data[FIELDS_BEFORE][ID], with its id.");
        }

        await queue.EnqueueAsync(new(record, SyncCause.Bitrix24Event, timeProvider.GetUtcNow()), TimeSpan.Zero, cancellationToken);
        Log.Accepted(logger, record);
        return new(200, "Accepted.");
    }

    private async Task<IntakeResult> InstallAsync(Bitrix24EventForm form, CancellationToken cancellationToken)
    {
        try
        {
            var result = await installation.Value.AcceptAsync(form, cancellationToken);
            return result.IsAccepted ? result : Refuse(result.StatusCode, result.Message);
        }
        catch (RemoteException exception)
        {
            // Bitrix24 sends it once: somebody has to install again.
            Log.NotInstalled(logger, exception.Message);
            return new(503, "The portal could not be asked whether this is so. Reinstall the application once it can be reached.");
        }
    }

    private IntakeResult Refuse(int status, string message)
    {
        Log.Refused(logger, status, message);
        return new(status, message);
    }

    private static bool IsForm(string? contentType)
    {
        try
        {
            return !string.IsNullOrEmpty(contentType)
                && string.Equals(new ContentType(contentType).MediaType, MediaTypeNames.Application.FormUrlEncoded, StringComparison.OrdinalIgnoreCase);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Bitrix24 event about {Record} accepted.")]
        public static partial void Accepted(ILogger logger, RecordRef record);

        [LoggerMessage(2, LogLevel.Debug, "Bitrix24 event ignored: no flow is about it.")]
        public static partial void Ignored(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "Bitrix24 event refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger logger, int status, string reason);

        [LoggerMessage(4, LogLevel.Error, "The application was uninstalled in Bitrix24: its tokens are dead, and nothing is synchronised until it is installed again. Nothing was deleted.")]
        public static partial void Uninstalled(ILogger logger);

        [LoggerMessage(5, LogLevel.Error, "An installation of the application was not taken over: reinstall it in Bitrix24 once the cause is mended. {Why}")]
        public static partial void NotInstalled(ILogger logger, string why);
    }
}
