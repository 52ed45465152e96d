namespace FunctionsSync.Core.Mapping;

/// <summary>A half of an amount with its currency.</summary>
public enum MoneyPart
{
    Amount,
    Currency,
}
