using System.CommandLine;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Cli.Commands;

internal static class SecretsCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var command = new Command("secrets", "Sets and lists the secrets, in Key Vault or in the encrypted file.");
        command.Subcommands.Add(CreateSet(output, errors));
        command.Subcommands.Add(CreateList(output, errors));
        return command;
    }

    private static Command CreateSet(TextWriter output, TextWriter errors)
    {
        var name = new Argument<string>("name") { Description = "Which secret." };
        name.AcceptOnlyFromAmong([.. SecretNames.All]);
        var command = new Command("set", "Sets a secret to what standard input says: arguments end up in histories.") { name };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            var secret = arguments.GetRequiredValue(name);
            if (!Console.IsInputRedirected)
            {
                await output.WriteAsync($"Value of {secret}: ");
            }

            var value = (await Console.In.ReadLineAsync(cancellationToken))?.Trim();
            if (string.IsNullOrEmpty(value))
            {
                throw new ConfigurationException($"No value came on standard input: pipe it in, as in 'functionssync secrets set {secret} < file'.");
            }

            await using var services = Open();
            await services.GetRequiredService<ISecretStore>().WriteAsync(secret, value, cancellationToken);
            await output.WriteLineAsync($"{secret} is set.");
        }));
        return command;
    }

    private static Command CreateList(TextWriter output, TextWriter errors)
    {
        var command = new Command("list", "Says which secrets are set; never their values.");
        command.SetAction((_, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var services = Open();
            foreach (var name in SecretNames.All)
            {
                var isSet = await services.GetRequiredService<ISecretStore>().ReadAsync(name, cancellationToken) is not null;
                await output.WriteLineAsync($"{name,-28} {(isSet ? "set" : "not set")}");
            }
        }));
        return command;
    }

    /// <summary>The secret store alone: secrets are set before anything else is.</summary>
    private static ServiceProvider Open() => new ServiceCollection().AddSecrets(Settings.Load()).BuildServiceProvider();
}
