using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion;

/// <summary>The workspace refused to do something, in Notion's own terms. Nothing was changed.</summary>
/// <param name="status">The HTTP status the API answers with.</param>
/// <param name="code">Notion's error code, for example <c>validation_error</c>.</param>
/// <param name="message">Notion's text. It is not stable in the real API.</param>
/// <param name="additionalData">The envelope's <c>additional_data</c>, where one is documented.</param>
public sealed class NotionRefusedException(int status, string code, string message, JsonObject? additionalData = null) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public JsonObject? AdditionalData { get; } = additionalData;

    internal static NotionRefusedException Invalid(string message) => new(400, "validation_error", message);

    internal static NotionRefusedException InvalidBody(string path, string rule) =>
        Invalid($"body failed validation: {path} should be {rule}.");

    internal static NotionRefusedException NotFound(string what, string id) =>
        new(
            404,
            "object_not_found",
            $"Could not find {what} with ID: {id}. Make sure the relevant pages and databases are shared with your connection "
            + $"\"{WorkspaceNames.Connection}\".");
}
