using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Core.Ports;

/// <summary>A page that now exists.</summary>
public sealed record CreatedPage(PageId Id, WriteAnswer Answer);
