using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Api;
using FunctionsSync.Simulators.Notion.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FunctionsSync.Simulators.Notion.Http;

/// <summary>What a person in front of the workspace can see and do, for a page in a browser. Not part of Notion's API.</summary>
internal sealed class ControlEndpoints(NotionWorkspace workspace, NotionApi api)
{
    private readonly ControlView _view = new(workspace.State);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        Add(endpoints, "GET", "/databases", (_, _) => _view.Databases());
        Add(endpoints, "GET", "/users", (_, _) => _view.Users());
        Add(endpoints, "GET", "/requests", (_, _) => ControlView.Requests(api.Requests));
        Add(endpoints, "GET", "/data_sources/{id}", (id, _) => _view.DataSource(id));
        Add(endpoints, "GET", "/data_sources/{id}/pages", (id, _) => _view.Pages(id));
        Add(endpoints, "POST", "/pages", (_, body) =>
        {
            var source = _view.SourceId(body["data_source_id"]?.ToString() ?? "");
            return _view.Page(workspace.CreateAsPerson(source, Properties(body), Person(body)));
        });
        Add(endpoints, "PATCH", "/pages/{id}", (id, body) =>
        {
            workspace.EditAsPerson(_view.PageId(id), Properties(body), Person(body));
            return _view.Page(id);
        });
        Add(endpoints, "POST", "/pages/{id}/trash", (id, body) =>
        {
            workspace.TrashAsPerson(_view.PageId(id), Person(body));
            return _view.Page(id);
        });
        Add(endpoints, "POST", "/pages/{id}/restore", (id, body) =>
        {
            workspace.RestoreAsPerson(_view.PageId(id), Person(body));
            return _view.Page(id);
        });
    }

    private static void Add(IEndpointRouteBuilder endpoints, string method, string path, Func<string, JsonObject, JsonNode> answer) =>
        endpoints.MapMethods(path, [method], (RequestDelegate)(async context =>
        {
            try
            {
                var id = context.GetRouteValue("id")?.ToString() ?? "";
                var body = await ReadBodyAsync(context);
                await ControlAnswer.WriteAsync(context, 200, answer(Ids.TryRead(id) ?? id, body));
            }
            catch (NotionRefusedException refused)
            {
                await ControlAnswer.WriteAsync(context, refused.Status, ControlAnswer.Error(refused.Message));
            }
        }));

    private static async Task<JsonObject> ReadBodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length == 0)
            return [];
        try
        {
            return Expect.Object(JsonNode.Parse(body.ToArray()), "body");
        }
        catch (JsonException error)
        {
            throw NotionRefusedException.Invalid($"The body is not JSON: {error.Message}");
        }
    }

    private static JsonObject Properties(JsonObject body) => Expect.Object(body["properties"], "body.properties");

    private string Person(JsonObject body) => body["by"]?.ToString() ?? _view.FirstPerson();
}
