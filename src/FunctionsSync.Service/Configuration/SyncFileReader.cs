using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Configuration;

/// <summary>Reads and checks <c>sync.json</c>, as far as that is possible without asking the two systems.</summary>
public static class SyncFileReader
{
    /// <summary>Unknown members are refused: most are misspelt. Choices are words such as <c>lastWriteWins</c>, never numbers.</summary>
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <exception cref="ConfigurationException">The file cannot be read, or is wrong: everything that is wrong with it is named.</exception>
    public static SyncFile ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                $"The file '{path}' named by the setting SyncFile cannot be read: {exception.Message} Create it, or set SyncFile to where it is.", exception);
        }
    }

    /// <exception cref="ConfigurationException">The text is wrong: everything that is wrong with it is named.</exception>
    public static SyncFile Read(string json, string path)
    {
        SyncFile? file;
        try
        {
            file = JsonSerializer.Deserialize<SyncFile>(json, Options);
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException($"{path}: {exception.Message}", exception);
        }

        var errors = file is null ? ["$ must be an object with flows"] : Check(file).ToList();
        return file is not null && errors.Count == 0 ? file : throw new ConfigurationException($"{path}: {string.Join("; ", errors)}.");
    }

    private static IEnumerable<string> Check(SyncFile file)
    {
        if (file.Flows.Count == 0)
        {
            yield return "$.flows must hold at least one flow";
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < file.Flows.Count; index++)
        {
            var at = $"$.flows[{index}]";
            if (file.Flows[index] is not { } flow)
            {
                yield return $"{at} must be an object, not null";
                continue;
            }

            if (string.IsNullOrWhiteSpace(flow.Name))
            {
                yield return $"{at}.name is missing: give the flow a name";
            }
            else if (!names.Add(flow.Name))
            {
                yield return $"{at}.name '{flow.Name}' is used twice: give each flow a name of its own";
            }

            foreach (var error in CheckSides(flow, at).Concat(CheckFields(flow, at)))
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<string> CheckSides(FlowSettings flow, string at)
    {
        if (string.IsNullOrWhiteSpace(flow.Bitrix24.Entity))
        {
            yield return $"{at}.bitrix24.entity is missing: set it to deal, company, contact, lead or item:<typeId>";
        }

        if (string.IsNullOrWhiteSpace(flow.Notion.IdProperty))
        {
            yield return $"{at}.notion.idProperty is empty: name a number or text property, or leave it out for 'Bitrix24 ID'";
        }

        if (flow.Notion is { Database: null, DataSource: null })
        {
            yield return $"{at}.notion.database is missing: set it to the 32 hex digits in the database's address";
        }

        if (flow.Notion.Database is { } database && !Guid.TryParse(database, out _))
        {
            yield return $"{at}.notion.database is no id: set it to the 32 hex digits in the database's address";
        }

        if (flow.Notion.DataSource is { } dataSource && !DataSourceId.TryParse(dataSource, out _))
        {
            yield return $"{at}.notion.dataSource is no id: copy it from the database's menu 'Manage data sources'";
        }
    }

    private static IEnumerable<string> CheckFields(FlowSettings flow, string at)
    {
        if (flow.Fields.Count == 0)
        {
            yield return $"{at}.fields must hold at least one field";
        }

        var pairs = new HashSet<FieldKey>();
        for (var index = 0; index < flow.Fields.Count; index++)
        {
            if (flow.Fields[index] is not { } field || string.IsNullOrWhiteSpace(field.Bitrix24) || string.IsNullOrWhiteSpace(field.Notion))
            {
                yield return $"{at}.fields[{index}] must name a bitrix24 field and a notion property";
            }
            else if (!pairs.Add(FieldKey.Of(field.Bitrix24, field.Notion)))
            {
                yield return $"{at}.fields[{index}] repeats {field.Bitrix24} ⇄ {field.Notion}: remove one of them";
            }
        }
    }
}
