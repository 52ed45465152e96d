namespace FunctionsSync.Simulators.Notion.Schema;

/// <summary>The three groups every status property has. They cannot be edited through the API.</summary>
internal static class StatusGroups
{
    public const string ToDo = "To-do";

    public static readonly IReadOnlyList<(string Id, string Name, string Color)> All =
    [
        ("2f64b8f2-0d5e-4f35-9a2c-3a4e1d6b7c01", ToDo, "gray"),
        ("2f64b8f2-0d5e-4f35-9a2c-3a4e1d6b7c02", "In progress", "blue"),
        ("2f64b8f2-0d5e-4f35-9a2c-3a4e1d6b7c03", "Complete", "green"),
    ];

    public static bool Exists(string name) => All.Any(group => group.Name == name);
}
