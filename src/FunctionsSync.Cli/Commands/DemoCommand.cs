using System.CommandLine;
using FunctionsSync.Cli.Demo;

namespace FunctionsSync.Cli.Commands;

internal static class DemoCommand
{
    private const int DefaultPort = 5080;

    public static void Configure(RootCommand root, TextWriter output, TextWriter errors)
    {
        var port = new Option<int>("--port") { Description = "Port of the demo page; a free one if it is taken.", DefaultValueFactory = _ => DefaultPort };
        root.Options.Add(port);
        root.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var demo = await DemoHost.StartAsync(arguments.GetValue(port), cancellationToken);
            await output.WriteLineAsync($"""
                FunctionsSync demo: a simulated Bitrix24 portal and a simulated Notion workspace, kept in step.

                  Open       {demo.Address}
                  Bitrix24   {demo.PortalAddress}  (simulated)
                  Notion     {demo.NotionAddress}  (simulated)

                Edit either side in the browser and watch the other follow. Ctrl+C ends it.
                """);
            await demo.WaitForShutdownAsync(cancellationToken);
            await output.WriteLineAsync("Stopped.");
        }));
    }
}
