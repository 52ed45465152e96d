using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;

namespace FunctionsSync.Cli.Hosting;

/// <summary>The settings as the Functions host would give them: <c>Values</c> of <c>local.settings.json</c>, overridden by the environment.</summary>
internal static class Settings
{
    private const string FileName = "local.settings.json";

    /// <exception cref="ConfigurationException">The file is there and cannot be read.</exception>
    public static IConfiguration Load()
    {
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(FileName), optional: true).Build();
            var values = file.GetSection("Values").GetChildren().Select(value => KeyValuePair.Create(value.Key.Replace("__", ":", StringComparison.Ordinal), value.Value));
            return new ConfigurationBuilder().AddInMemoryCollection(values).AddEnvironmentVariables().Build();
        }
        catch (InvalidDataException exception)
        {
            throw new ConfigurationException($"{FileName} is not valid JSON: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }
}
