using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Service.Resyncing;

/// <summary>What a full comparison of one flow came to.</summary>
/// <param name="State">The flow's state afterwards.</param>
/// <param name="IsCompared">False for one that did not run. One that was compared may have been stopped by it.</param>
/// <param name="Bitrix24Count">How many records Bitrix24 listed.</param>
/// <param name="NotionCount">How many pages Notion listed.</param>
/// <param name="Missing">How many pairs seem to have lost a record.</param>
/// <param name="Requests">How many records are looked at because of it.</param>
public sealed record ResyncReport(FlowState State, bool IsCompared = false, int Bitrix24Count = 0, int NotionCount = 0, int Missing = 0, int Requests = 0);
