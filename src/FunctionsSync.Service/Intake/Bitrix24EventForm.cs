using System.Collections.Specialized;
using System.Text;
using System.Web;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// A Bitrix24 event: a form with PHP's bracketed keys. It names a record and carries no values.
/// Source: https://apidocs.bitrix24.com/api-reference/events/.
/// </summary>
public sealed record Bitrix24EventForm
{
    private const string DealAdded = "ONCRMDEALADD";
    private const string DealUpdated = "ONCRMDEALUPDATE";
    private const string DealDeleted = "ONCRMDEALDELETE";
    private const string DealMoved = "ONCRMDEALMOVETOCATEGORY";

    private readonly NameValueCollection _form;

    private Bitrix24EventForm(NameValueCollection form) => _form = form;

    /// <summary>The events to bind. A deal that changes its pipeline may raise no other event than the last.</summary>
    public static IReadOnlyList<string> Events { get; } = [DealAdded, DealUpdated, DealDeleted, DealMoved];

    /// <summary>In upper case: <c>ONCRMDEALUPDATE</c>.</summary>
    public string? Event => _form["event"]?.ToUpperInvariant();

    public string? ApplicationToken => _form["auth[application_token]"];

    public string? MemberId => _form["auth[member_id]"];

    /// <summary>The portal's host, with its port where it has one.</summary>
    public string? Domain => _form["auth[domain]"];

    /// <summary>The record the event is about; null when it names none.</summary>
    public RecordRef.Bitrix24? Record => Entity is { } entity && Bitrix24Id.TryParse(_form["data[FIELDS][ID]"], out var id) ? new(entity, id) : null;

    /// <summary>The kind of record an event of this name is about; null for an event about something else.</summary>
    public EntityType? Entity => Event switch
    {
        DealAdded or DealUpdated or DealDeleted or DealMoved => EntityType.Deal,
        _ => null,
    };

    public static Bitrix24EventForm Parse(ReadOnlySpan<byte> body) => new(HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body)));
}
