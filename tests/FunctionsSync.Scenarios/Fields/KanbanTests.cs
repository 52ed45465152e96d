using System.Text.Json.Nodes;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios.Fields;

/// <summary>Tasks and a Kanban database, both ways.</summary>
public sealed class KanbanTests
{
    private const string Kanban = "Kanban";
    private static readonly DateTimeOffset Deadline = new(2027, 2, 28, 18, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Task_TravelsBothWaysAndThenNothingDiffers()
    {
        await using var sides = await TwoSides.StartAsync();
        var dataSource = AddKanban(sides);
        var paula = sides.Portal.AddUser("Paula", "Person", "paula@example.com");
        var id = AddTask(sides, ("RESPONSIBLE_ID", paula), ("DEADLINE", Deadline));

        await sides.SyncAsync(id, "task");

        var page = sides.Page(dataSource, id);
        Assert.Equal(("Call", "Pending"), (page.Title(), page.Select()));
        Assert.Single(page.People());
        Assert.StartsWith("2027-02-28T18:30", page.DateStart("Deadline"), StringComparison.Ordinal);
        await sides.AssertQuietAsync(id, "task");

        sides.EditPage(dataSource, id, "Status", PageProperties.SelectOf("Completed"));
        sides.EditPage(dataSource, id, "Name", PageProperties.TitleOf("Call twice"));
        await sides.SyncAsync(id, "task");
        Assert.Equal((5, "Call twice", paula), (Task(sides, id).Status, Task(sides, id).Title, Task(sides, id).ResponsibleId));
        Assert.Equal(Deadline, Task(sides, id).Deadline);
        await sides.AssertQuietAsync(id, "task");

        sides.Portal.EditTask(id, new Dictionary<string, object?> { ["STATUS"] = 3, ["DEADLINE"] = Deadline.AddDays(1) }, paula);
        await sides.SyncAsync(id, "task");
        Assert.Equal("In progress", sides.Page(dataSource, id).Select());
        Assert.StartsWith("2027-03-01T18:30", sides.Page(dataSource, id).DateStart("Deadline"), StringComparison.Ordinal);
        await sides.AssertQuietAsync(id, "task");
        Assert.Empty(await sides.HeldAsync());
    }

    [Fact]
    public async Task TaskOfADeal_IsRelatedToItsProjectAlsoWhenThePageComesLater()
    {
        await using var sides = await TwoSides.StartAsync();
        var projects = sides.AddFlow("Projects", "deal", new JsonObject { ["Name"] = new JsonObject { ["title"] = new JsonObject() } });
        var dataSource = AddKanban(sides, projects);
        var (first, second) = (sides.AddDeal(), sides.AddDeal());
        var id = AddTask(sides, ("UF_CRM_TASK", new object[] { $"D_{first}", "C_7" }));

        await sides.SyncAsync(id, "task");
        Assert.Empty(Related(sides, dataSource, id));
        await sides.SyncAsync(first);
        Assert.Equal([PageId(sides, projects, first)], Related(sides, dataSource, id));
        await sides.AssertQuietAsync(id, "task");

        await sides.SyncAsync(second);
        sides.EditPage(dataSource, id, "Project", new JsonObject
        {
            ["relation"] = new JsonArray(new JsonObject { ["id"] = PageId(sides, projects, second) }),
        });
        await sides.SyncAsync(id, "task");

        Assert.Equal([$"D_{second}", "C_7"], Task(sides, id).CrmItems);
        await sides.AssertQuietAsync(id, "task");
    }

    private static string AddKanban(TwoSides sides, string? projects = null)
    {
        var schema = new JsonObject
        {
            ["Name"] = new JsonObject { ["title"] = new JsonObject() },
            ["Status"] = new JsonObject { ["select"] = new JsonObject() },
            ["Responsible"] = new JsonObject { ["people"] = new JsonObject() },
            ["Deadline"] = new JsonObject { ["date"] = new JsonObject() },
        };
        List<FieldSettings> fields =
        [
            new() { Bitrix24 = "STATUS", Notion = "Status" },
            new() { Bitrix24 = "RESPONSIBLE_ID", Notion = "Responsible" },
            new() { Bitrix24 = "DEADLINE", Notion = "Deadline" },
        ];
        if (projects is not null)
        {
            schema["Project"] = new JsonObject { ["relation"] = new JsonObject { ["data_source_id"] = projects, ["single_property"] = new JsonObject() } };
            fields.Add(new() { Bitrix24 = "UF_CRM_TASK", Notion = "Project", Relation = "Projects" });
        }

        return sides.AddFlow(Kanban, "task", schema, [.. fields]);
    }

    private static int AddTask(TwoSides sides, params (string Name, object? Value)[] fields) => sides.Portal.AddTask(
        new Dictionary<string, object?>(fields.ToDictionary(field => field.Name, field => field.Value)) { ["TITLE"] = "Call" }, sides.Portal.IntegrationUserId);

    private static PortalTask Task(TwoSides sides, int id) => sides.Portal.Tasks.Single(task => task.Id == id);

    private static string PageId(TwoSides sides, string dataSource, int record) => sides.Page(dataSource, record)["id"]!.GetValue<string>();

    private static IEnumerable<string> Related(TwoSides sides, string dataSource, int record) =>
        sides.Property(dataSource, record, "Project")["relation"]!.AsArray().Select(page => page!["id"]!.GetValue<string>());
}
