using System.Globalization;
using FunctionsSync.Core.Model;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Where people see a record in the portal.</summary>
internal sealed class Bitrix24Address(IOptions<Bitrix24Options> options)
{
    public CanonicalValue Of(EntityType entity, Bitrix24Id id) =>
        new CanonicalValue.Link(string.Create(CultureInfo.InvariantCulture, $"{options.Value.PortalUrl?.TrimEnd('/')}/{Path(entity)}/{id}/"));

    private static string Path(EntityType entity) => entity.Value switch
    {
        "task" => "company/personal/user/0/tasks/task/view",
        "deal" or "company" or "contact" or "lead" => $"crm/{entity}/details",
        _ => string.Create(CultureInfo.InvariantCulture, $"crm/type/{Bitrix24EntityTypeId.Of(entity)}/details"),
    };
}
