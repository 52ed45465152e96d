using System.CommandLine;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Service.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Cli.Commands;

internal static class BindCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var address = new Argument<string>("address") { Description = "Where Bitrix24 reaches this service from outside, such as https://sync.example.com." };
        var command = new Command("bind", "Registers this service for the events of Bitrix24 that the flows need (event.bind). The running service binds them again should Bitrix24 lose them. Safe to repeat.") { address };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            var service = OutsideAddress.Parse("The address", arguments.GetValue(address), "https://sync.example.com");
            await using var host = ServeHost.Build(Settings.Load(), port: 0);
            var added = await host.Services.GetRequiredService<EventBindings>().BindAsync(new Uri(service, EventIntake.Path), cancellationToken);
            await output.WriteLineAsync(added.Count == 0 ? "Every event was bound already." : $"Bound {string.Join(", ", added)}.");
        }));
        return command;
    }
}
