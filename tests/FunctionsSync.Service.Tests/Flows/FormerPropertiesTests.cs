using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Tests.Flows;

/// <summary>Properties that were renamed or replaced, while the program ran and while it did not.</summary>
public sealed class FormerPropertiesTests : FlowBinderTest
{
    [Fact]
    public async Task BindAsync_PropertyRenamedWhileNoProgramRan_IsFoundByTheIdThatMappingsRemember()
    {
        await RememberAsync("id-Amount");
        Rename("Amount", "Sum");

        var flow = await BindAsync(Some.Projects());

        Assert.Equal("Sum", flow.Fields.Single(field => field.Key == Some.Amount).Notion.Name);
        Assert.Empty(flow.Suspended);
    }

    [Fact]
    public async Task BindAsync_SeveralPropertiesRemembered_TakesThatOfMostMappings()
    {
        await RememberAsync("long gone", "once", "id-Amount", "id-Amount");
        Rename("Amount", "Sum");
        Schemas.Properties.Add(Some.Property("Total", ValueKind.Number, "number") with { Id = "once" });

        Assert.Equal("Sum", (await BindAsync(Some.Projects())).Fields.Single(field => field.Key == Some.Amount).Notion.Name);
    }

    [Fact]
    public async Task BindAsync_AnotherPropertyHasTheConfiguredName_ItWins()
    {
        await RememberAsync("id-Amount");
        Rename("Amount", "Sum");
        Schemas.Properties.Add(Some.Property("Amount", ValueKind.Number, "number") with { Id = "another" });

        Assert.Equal("another", (await BindAsync(Some.Projects())).Fields.Single(field => field.Key == Some.Amount).Notion.Id);
    }

    [Fact]
    public async Task BindAsync_RememberedPropertyIsGone_SuspendsItsFieldOnly()
    {
        await RememberAsync("id-Amount");
        Schemas.Properties.RemoveAll(property => property.Name == "Amount");

        var flow = await BindAsync(Some.Projects());

        Assert.Equal([Some.Title, Some.Stage], flow.Fields.Select(field => field.Key));
        Assert.Equal(Some.Amount, Assert.Single(flow.Suspended).Key);
    }

    [Fact]
    public async Task BindAsync_NothingRemembered_RefusesAMissingProperty()
    {
        Rename("Amount", "Sum");

        Assert.Contains("Notion has no property 'Amount'", await FaultAsync(Some.Projects()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "id-Amount")]
    [InlineData(true, "another")]
    public async Task RebindAsync_PropertyRenamed_IsKeptUnlessAnotherHasTheName(bool isAnother, string id)
    {
        var known = await BindAsync(Some.Projects());
        Rename("Amount", "Sum");
        if (isAnother)
        {
            Schemas.Properties.Add(Some.Property("Amount", ValueKind.Number, "number") with { Id = "another" });
        }

        var flow = await Binder(Some.Projects()).RebindAsync(known, Some.Projects(), Some.Cancel);

        Assert.Equal(id, flow.Fields.Single(field => field.Key == Some.Amount).Notion.Id);
    }

    /// <summary>Another process noticed the new property while it had the name, this one did not.</summary>
    [Fact]
    public async Task RebindAsync_PropertyReplacedAndRenamedBetweenTwoBindings_IsFoundByTheIdThatMappingsRemember()
    {
        var known = await BindAsync(Some.Projects());
        Schemas.Properties.RemoveAll(property => property.Name == "Amount");
        Schemas.Properties.Add(Some.Property("Sum", ValueKind.Number, "number") with { Id = "another" });
        await RememberAsync("another");

        var flow = await Binder(Some.Projects()).RebindAsync(known, Some.Projects(), Some.Cancel);

        Assert.Equal("another", flow.Fields.Single(field => field.Key == Some.Amount).Notion.Id);
    }

    /// <summary>A property that nobody adds again must not cost a reading of all mappings every two minutes.</summary>
    [Fact]
    public async Task RebindAsync_PropertyStaysAway_AsksTheMappingsEveryTenMinutes()
    {
        var known = await BindAsync(Some.Projects());
        Schemas.Properties.RemoveAll(property => property.Name == "Amount");
        Schemas.Properties.Add(Some.Property("Sum", ValueKind.Number, "number") with { Id = "another" });
        var binder = Binder(Some.Projects());
        known = await binder.RebindAsync(known, Some.Projects(), Some.Cancel);
        await RememberAsync("another");

        Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        var before = await binder.RebindAsync(known, Some.Projects(), Some.Cancel);
        Clock.Advance(TimeSpan.FromTicks(1));
        var after = await binder.RebindAsync(before, Some.Projects(), Some.Cancel);

        Assert.Equal((1, 0), (before.Suspended.Count, after.Suspended.Count));
    }

    /// <summary>For each id a mapping whose field was paired with that property.</summary>
    private async Task RememberAsync(params string[] amounts)
    {
        foreach (var (index, id) in amounts.Index())
        {
            var baseline = Baseline.None with { Properties = Baseline.None.Properties.Add(Some.Amount, id) };
            await Mappings.TryAddAsync(new() { Flow = new("Projects"), Bitrix24Id = new(index + 1), Baseline = baseline }, Some.Cancel);
        }
    }

    private void Rename(string from, string to)
    {
        var index = Schemas.Properties.FindIndex(property => property.Name == from);
        Schemas.Properties[index] = Schemas.Properties[index] with { Name = to };
    }
}
