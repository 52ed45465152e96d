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
    /// <summary>
    /// Where the record's id is. Tasks have an id before and an id after, and the text <c>undefined</c> in the place of the one that does not exist.
    /// </summary>
    private static readonly string[] Ids = ["data[FIELDS][ID]", "data[FIELDS_AFTER][ID]", "data[FIELDS_BEFORE][ID]"];

    private readonly NameValueCollection _form;

    private Bitrix24EventForm(NameValueCollection form) => _form = form;

    /// <summary>In upper case: <c>ONCRMDEALUPDATE</c>.</summary>
    public string? Event => _form["event"]?.ToUpperInvariant();

    public string? ApplicationToken => _form["auth[application_token]"];

    /// <summary>Only events about the application itself bring both tokens, and only theirs are ever used.</summary>
    public string? AccessToken => _form["auth[access_token]"];

    public string? RefreshToken => _form["auth[refresh_token]"];

    public string? MemberId => _form["auth[member_id]"];

    /// <summary>The portal's host, with its port where it has one.</summary>
    public string? Domain => _form["auth[domain]"];

    /// <summary>The record the event is about; null when it names none.</summary>
    public RecordRef.Bitrix24? Record => Entity is { } entity && Id is { } id ? new(entity, id) : null;

    /// <summary>The kind of record an event of this name is about; null for an event about something else.</summary>
    public EntityType? Entity => Event is { } name ? Bitrix24EventNames.EntityOf(name, _form["data[FIELDS][ENTITY_TYPE_ID]"]) : null;

    private Bitrix24Id? Id => Ids.Select(name => Bitrix24Id.TryParse(_form[name], out var id) ? id : (Bitrix24Id?)null).FirstOrDefault(id => id is not null);

    public override string ToString() => $"event {Event}";

    public static Bitrix24EventForm Parse(ReadOnlySpan<byte> body) => new(HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body)));
}
