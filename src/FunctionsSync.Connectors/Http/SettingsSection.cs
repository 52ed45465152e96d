using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Http;

/// <summary>A section of the settings as options; what is wrong with it is told by the setting's own name.</summary>
internal static class SettingsSection
{
    /// <summary>Binds and checks the section when it is first used.</summary>
    public static void AddSettings<T>(this IServiceCollection services, IConfiguration configuration, string section, Action<T> check)
        where T : class =>
        services.AddOptions<T>().Configure(options =>
        {
            try
            {
                configuration.GetSection(section).Bind(options);
            }
            catch (InvalidOperationException exception)
            {
                // The binder names the key in its own spelling.
                var message = exception.Message.Replace($"{section}:", $"{section}__", StringComparison.Ordinal);
                throw new ConfigurationException($"A setting has a value of the wrong kind. {message}", exception);
            }

            check(options);
        });

    /// <exception cref="ConfigurationException">It is not above zero.</exception>
    public static void RequirePositive(string setting, double value)
    {
        if (!(value > 0))
        {
            throw new ConfigurationException(FormattableString.Invariant($"The setting {setting} must be above zero: {value}."));
        }
    }
}
