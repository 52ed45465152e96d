using System.Globalization;

namespace FunctionsSync.Simulators.Bitrix24.Access;

/// <summary>Inbound webhooks: a static secret per user in the address.</summary>
internal sealed class Webhooks
{
    private readonly HashSet<(int UserId, string Secret)> _secrets = [];

    public string Add(int userId)
    {
        var secret = string.Create(CultureInfo.InvariantCulture, $"simulatedhook{_secrets.Count + 1:D4}");
        _secrets.Add((userId, secret));
        return secret;
    }

    public bool Has(int userId, string secret) => _secrets.Contains((userId, secret));
}
