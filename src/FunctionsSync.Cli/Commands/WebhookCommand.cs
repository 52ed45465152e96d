using System.CommandLine;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Cli.Commands;

internal static class WebhookCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var command = new Command("webhook", "Sets up the webhook subscription of Notion.");
        command.Subcommands.Add(CreateShow(output, errors));
        command.Subcommands.Add(CreateReplace(output, errors));
        return command;
    }

    private static Command CreateShow(TextWriter output, TextWriter errors)
    {
        var command = new Command("show", "Prints the verification token that Notion sent, to be entered in Notion. From then on events signed with it count.");
        command.SetAction((_, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var services = Open();
            var subscription = services.GetRequiredService<NotionSubscription>();
            if (await subscription.ShowAsync(cancellationToken) is { } token)
            {
                await output.WriteLineAsync(token);
                await errors.WriteLineAsync("Enter it in Notion: the connection, Webhooks, Verify subscription. Where Notion does not take it, run 'functionssync webhook replace' and let Notion send its own again.");
                return ExitCode.Done;
            }

            if (await subscription.IsActiveAsync(cancellationToken))
            {
                await output.WriteLineAsync("A subscription is in use. To change it, run 'functionssync webhook replace' first.");
                return ExitCode.Done;
            }

            await output.WriteLineAsync($"No token has arrived. Create a subscription in Notion with this service's address and /{NotionEventIntake.Path}, or let Notion send its token again.");
            return ExitCode.Wanting;
        }));
        return command;
    }

    private static Command CreateReplace(TextWriter output, TextWriter errors)
    {
        var command = new Command("replace", "Lets the next verification token that arrives take the place of the one in use.");
        command.SetAction((_, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var services = Open();
            await services.GetRequiredService<NotionSubscription>().ReplaceAsync(cancellationToken);
            await output.WriteLineAsync("The next token that arrives waits for 'functionssync webhook show'. What is in use goes on until the first event signed with the new one.");
        }));
        return command;
    }

    private static ServiceProvider Open() => new ServiceCollection()
        .AddSecrets(Settings.Load())
        .AddSingleton(provider => new NotionSubscription(provider.GetRequiredService<ISecretStore>(), TimeProvider.System))
        .BuildServiceProvider();
}
