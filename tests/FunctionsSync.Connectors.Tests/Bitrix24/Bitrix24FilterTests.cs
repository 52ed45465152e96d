using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24FilterTests
{
    [Theory]
    [InlineData("", "STAGE_ID", true, "NEW")]
    [InlineData("", "STAGE_ID", true, "WON", "NEW")]
    [InlineData("", "STAGE_ID", false, "WON")]
    [InlineData("!", "STAGE_ID", false, "NEW")]
    [InlineData(">=", "OPPORTUNITY", true, "100")]
    [InlineData(">=", "OPPORTUNITY", false, "100.5")]
    [InlineData("", "CATEGORY_ID", true, "0", "9")]
    public async Task AcceptsAsync_Deal_IsWhatThePortalMakesOfTheCondition(string operation, string field, bool expected, params string[] values)
    {
        await using var portal = await The.Portal();
        portal.AddDeal("Another", ("STAGE_ID", "WON"));
        var id = portal.AddDeal("Roof", ("STAGE_ID", "NEW"), ("OPPORTUNITY", 100));
        var flow = await WithFilterAsync(portal, EntityType.Deal, operation, field, values);

        Assert.Equal(expected, await portal.Get<IBitrix24Records>().AcceptsAsync(flow, id, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("3", true)]
    [InlineData("5", false)]
    public async Task AcceptsAsync_Task_IsWhatThePortalMakesOfTheCondition(string status, bool expected)
    {
        await using var portal = await The.Portal();
        var id = portal.State.AddTask(new Dictionary<string, object?> { ["TITLE"] = "Call", ["RESPONSIBLE_ID"] = portal.Me, ["STATUS"] = 3 }, portal.Me);
        var flow = await WithFilterAsync(portal, EntityType.Task, string.Empty, "STATUS", [status]);

        Assert.Equal(expected, await portal.Get<IBitrix24Records>().AcceptsAsync(flow, new(id), TestContext.Current.CancellationToken));
    }

    private static async Task<Flow> WithFilterAsync(Portal portal, EntityType entity, string operation, string field, string[] values)
    {
        var fields = await portal.Get<IBitrix24Schema>().ReadFieldsAsync(entity, TestContext.Current.CancellationToken);
        var flow = await portal.FlowOfAsync(entity, "TITLE");
        return flow with { Filter = [new(operation, fields.Single(known => known.Name == field), values)] };
    }
}
