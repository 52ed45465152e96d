namespace FunctionsSync.Core.Model;

/// <summary>One of the two systems kept in step.</summary>
public enum Side
{
    Bitrix24,
    Notion,
}
