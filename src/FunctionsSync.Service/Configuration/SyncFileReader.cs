using System.Globalization;
using System.Text.Json;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Configuration;

/// <summary>Reads and checks <c>sync.json</c>, as far as that is possible without asking the two systems.</summary>
public static class SyncFileReader
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

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
        using var document = Parse(json, path);
        var errors = new List<string>();
        var file = SyncFileStructure.Read(new(document.RootElement, "$", errors));
        errors.AddRange(SyncFileMeaning.Check(file));
        return errors.Count == 0 ? file : throw new ConfigurationException([.. errors.Select(error => $"{path}: {error}.")]);
    }

    private static JsonDocument Parse(string json, string path)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException exception)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber + 1}");
            var why = exception.Message.Split(" LineNumber:")[0];
            throw new ConfigurationException($"{path}: this is no JSON, {line}: {why}", exception);
        }
    }
}
