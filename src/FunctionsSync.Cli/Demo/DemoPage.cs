using System.Reflection;
using System.Text.Json;
using FunctionsSync.Core.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Cli.Demo;

/// <summary>The demo's page: static files from the program itself, where the two systems are, and the journal.</summary>
internal static class DemoPage
{
    private const int JournalLength = 50;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly (string Path, string Resource, string ContentType)[] Files =
    [
        ("/", "demo/index.html", "text/html; charset=utf-8"),
        ("/demo.css", "demo/demo.css", "text/css; charset=utf-8"),
        ("/demo.js", "demo/demo.js", "text/javascript; charset=utf-8"),
    ];

    public static void MapDemoPage(this WebApplication application, DemoWorld world)
    {
        foreach (var (path, resource, contentType) in Files)
        {
            application.MapGet(path, () => Results.Stream(Open(resource), contentType));
        }

        application.MapGet("/demo/world", () => Results.Json(
            new { bitrix24 = world.Portal.BaseAddress, notion = world.Notion.BaseAddress, dataSource = world.DataSourceId }, Json));
        application.MapGet("/demo/journal", async (IJournal journal, CancellationToken cancellationToken) => Results.Json(
            (await journal.ReadAsync(JournalLength, cancellationToken)).Select(entry => new
            {
                entry.At,
                entry.Kind,
                Record = entry.Bitrix24Id.Value,
                entry.WrittenTo,
                entry.Fields,
                entry.Reason,
            }),
            Json));
    }

    private static Stream Open(string resource) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
        ?? throw new InvalidOperationException($"The program was built without its resource {resource}.");
}
