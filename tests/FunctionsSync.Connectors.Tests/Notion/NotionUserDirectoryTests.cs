using FunctionsSync.Connectors.Notion;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Simulators.Notion;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Connectors.Tests.Notion;

public sealed class NotionUserDirectoryTests
{
    private static readonly FieldKey Responsible = Some.Key("Responsible");

    [Fact]
    public async Task Write_MemberByEmail_IsFoundWhateverTheCase()
    {
        await using var workspace = await The.Workspace();

        Assert.Equal([workspace.Anna], await WriteAsync(workspace, new("ANNA@example.com", "Somebody else")));
    }

    [Fact]
    public async Task Write_NobodyOfThatAddress_IsRefusedAndLeavesThePageAlone()
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Responsible");

        var answer = await workspace.WriteAsync(flow, workspace.AddPage("{}"), ("Responsible", Person("nobody@example.com", "Anna Lee")));

        Assert.Contains("no member of the Notion workspace", answer.Refused[Responsible], StringComparison.Ordinal);
        Assert.DoesNotContain("PATCH /v1/pages/{id}", workspace.Operations);
    }

    [Fact]
    public async Task Override_AnotherAddressInNotion_CountsBothWays()
    {
        await using var workspace = await The.Workspace(users: Users("ann.lee@portal.example", "Anna@example.com"));

        Assert.Equal([workspace.Anna], await WriteAsync(workspace, new("ann.lee@portal.example", "Ann Lee")));
        Assert.Equal(Person("ann.lee@portal.example", "Anna"), await ReadAsync(workspace, workspace.Anna));
    }

    [Theory]
    [InlineData("D")]
    [InlineData("N")]
    public async Task Override_GuestByUserId_CountsBothWays(string format)
    {
        var users = new Dictionary<string, string>();
        await using var workspace = await The.Workspace(users: new(users));
        var guest = workspace.State.AddPerson("Gus", "gus@guest.example", isGuest: true);
        users.Add("gus@portal.example", Guid.Parse(guest).ToString(format).ToUpperInvariant());

        Assert.Equal([guest], await WriteAsync(workspace, new("gus@portal.example", "Gus")));
        Assert.True(Person("gus@portal.example", "Gus").SaysTheSameAs(await ReadAsync(workspace, guest)));
    }

    [Fact]
    public async Task Read_GuestWithoutAnOverride_IsKnownByHisId()
    {
        await using var workspace = await The.Workspace();
        var guest = workspace.State.AddPerson("Gus", "gus@guest.example", isGuest: true);

        var people = Assert.IsType<People>(await ReadAsync(workspace, guest));

        Assert.Equal($"notion:{guest}", Assert.Single(people.Items).Identity);
    }

    [Fact]
    public async Task FindAsync_ManyFirstCallers_ReadTheListOnce()
    {
        await using var workspace = await The.Workspace();
        workspace.State.Faults.Queue("GET /v1/users", new NotionFault.Delayed(TimeSpan.FromSeconds(1)));
        var directory = workspace.Get<NotionUserDirectory>();

        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Task.Run(() => directory.FindAsync(user => user.Id == workspace.Anna, TestContext.Current.CancellationToken))));

        Assert.All(found, Assert.NotNull);
        Assert.Single(workspace.Operations);
    }

    [Fact]
    public async Task FindAsync_MoreMembersThanOnePageLists_FindsTheLast()
    {
        await using var workspace = await The.Workspace();
        string[] members =
            [.. Enumerable.Range(0, 150).Select(number => workspace.State.AddPerson($"Member {number}", $"member{number}@example.com"))];

        Assert.Equal([members[149]], await WriteAsync(workspace, new("member149@example.com", "Member 149")));
    }

    [Fact]
    public async Task FindAsync_SomebodyInvitedLater_IsFoundAfterAMinute()
    {
        await using var workspace = await The.Workspace();
        await WriteAsync(workspace, new("anna@example.com", "Anna"));
        var bob = workspace.State.AddPerson("Bob", "bob@example.com");
        workspace.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal([bob], await WriteAsync(workspace, new("bob@example.com", "Bob")));
    }

    private static People Person(string identity, string name) => new([new(identity, name)]);

    private static UserOverrides Users(string bitrix24, string notion) => new(new Dictionary<string, string> { [bitrix24] = notion });

    /// <summary>Writes a person into a new page and answers whom the page names then.</summary>
    private static async Task<string[]> WriteAsync(Workspace workspace, Person person)
    {
        var flow = await workspace.FlowAsync("Responsible");
        var page = workspace.AddPage("{}");
        await workspace.WriteAsync(flow, page, ("Responsible", new People([person])));
        return [.. workspace.Property(page, "Responsible")["people"]!.AsArray().Select(user => (string)user!["id"]!)];
    }

    private static async Task<CanonicalValue> ReadAsync(Workspace workspace, string userId)
    {
        var flow = await workspace.FlowAsync("Responsible");
        var page = workspace.AddPage($$"""{"Responsible": {"people": [{"id": "{{userId}}"}]} }""");
        return (await workspace.ReadAsync(flow, page))!.Values[Responsible];
    }
}
