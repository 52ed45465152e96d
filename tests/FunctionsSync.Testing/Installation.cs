using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using Microsoft.Extensions.Configuration;

namespace FunctionsSync.Testing;

/// <summary>The product installed beside two simulated systems as an operator installs it: settings, <c>sync.json</c>, the encrypted secrets.</summary>
public sealed class Installation : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Installation(TwoSystems systems, string storage)
    {
        SyncFile = Path.Combine(Folder, "sync.json");
        Settings = new()
        {
            ["AzureWebJobsStorage"] = storage,
            ["SyncFile"] = SyncFile,
            ["SecretsPath"] = Path.Combine(Folder, ".secrets"),
            ["Bitrix24__PortalUrl"] = systems.Bitrix24.BaseAddress.ToString(),
            ["Bitrix24__OAuthUrl"] = systems.Bitrix24.BaseAddress.ToString(),
            ["Bitrix24__ClientId"] = new Bitrix24SimulatorOptions().ClientId,
            ["Notion__BaseUrl"] = systems.Notion.BaseAddress.ToString(),
        };
        Secrets = new FileSecretStore(Path.Combine(Folder, ".secrets"));
    }

    /// <summary>The working directory.</summary>
    public string Folder => _folder.Path;

    public string SyncFile { get; }

    /// <summary>As environment variables.</summary>
    public Dictionary<string, string?> Settings { get; }

    public ISecretStore Secrets { get; }

    /// <summary>What the program makes of <see cref="Settings"/>.</summary>
    public IConfiguration Configuration => new ConfigurationBuilder()
        .AddInMemoryCollection(Settings.Select(setting =>
            KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)))
        .Build();

    /// <summary>The field table of deals and their pages, and the tokens that a first installation in the portal brings.</summary>
    public static async Task<Installation> CreateAsync(TwoSystems systems, string storage, CancellationToken cancellationToken)
    {
        var installation = new Installation(systems, storage);
        var application = new Bitrix24SimulatorOptions();
        var portal = systems.Bitrix24.Portal;
        var issued = portal.IssueTokens(portal.IntegrationUserId);
        var tokens = new JsonObject
        {
            ["access_token"] = issued.AccessToken,
            ["refresh_token"] = issued.RefreshToken,
            ["member_id"] = application.MemberId,
        };
        await installation.Secrets.WriteAsync(SecretNames.NotionToken, new NotionSimulatorOptions().Token, cancellationToken);
        await installation.Secrets.WriteAsync(SecretNames.Bitrix24ClientSecret, application.ClientSecret, cancellationToken);
        await installation.Secrets.WriteAsync(SecretNames.Bitrix24ApplicationToken, application.ApplicationToken, cancellationToken);
        await installation.Secrets.WriteAsync(SecretNames.Bitrix24Tokens, tokens.ToJsonString(), cancellationToken);
        await File.WriteAllTextAsync(installation.SyncFile, SyncJson(systems.DatabaseId), cancellationToken);
        return installation;
    }

    public void Dispose() => _folder.Dispose();

    private static string SyncJson(string database) => $$"""
        {
          "flows": [
            {
              "name": "Projects",
              "bitrix24": { "entity": "deal" },
              "notion": { "database": "{{database}}", "idProperty": "Bitrix24 ID" },
              "create": "added",
              "fields": [
                { "bitrix24": "TITLE", "notion": "Name" },
                { "bitrix24": "STAGE_ID", "notion": "Status" },
                { "bitrix24": "OPPORTUNITY", "notion": "Amount" },
                { "bitrix24": "ASSIGNED_BY_ID", "notion": "Responsible" },
                { "bitrix24": "COMPANY_ID", "notion": "Company" },
                { "bitrix24": "DATE_CREATE", "notion": "Creation Date" }
              ]
            }
          ]
        }
        """;
}
