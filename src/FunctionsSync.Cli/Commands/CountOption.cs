using System.CommandLine;

namespace FunctionsSync.Cli.Commands;

/// <summary>How many a list shows at the most.</summary>
internal static class CountOption
{
    private const int Default = 50;

    public static Option<int> Create()
    {
        var count = new Option<int>("--count") { Description = "How many at the most.", DefaultValueFactory = _ => Default };
        count.Validators.Add(result =>
        {
            if (result.GetValue(count) < 1)
            {
                result.AddError("--count must be at least 1.");
            }
        });
        return count;
    }
}
