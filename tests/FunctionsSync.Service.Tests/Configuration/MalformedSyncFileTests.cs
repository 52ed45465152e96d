using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Tests.Configuration;

/// <summary>
/// Every <c>*.json</c> in <c>Malformed</c> with the errors an operator is shown, in the <c>*.txt</c> beside it. Those in <c>Shape</c> an editor
/// marks by the schema alone; those in <c>Meaning</c> no JSON Schema can tell.
/// </summary>
public sealed class MalformedSyncFileTests
{
    private static readonly string s_folder = RepositoryRoot.PathOf("tests", "FunctionsSync.Service.Tests", "Configuration", "Malformed");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(s_folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(s_folder, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Read_MalformedFile_TellsEveryErrorAtOnce(string name)
    {
        var expected = await File.ReadAllLinesAsync(Path.Combine(s_folder, Path.ChangeExtension(name, ".txt")), Some.Cancel);

        var failure = Assert.Throws<ConfigurationException>(() => SyncFileReader.Read(Text(name), "sync.json"));

        Assert.Equal(string.Join('\n', expected), string.Join('\n', failure.Errors));
        Assert.All(failure.Errors, error => Assert.DoesNotContain('\n', error));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Schema_MalformedFile_RejectsItUnlessOnlyItsMeaningIsWrong(string name) =>
        Assert.Equal(name.StartsWith("Shape", StringComparison.Ordinal), (await PublishedSchema.ValidateAsync(Text(name))).Count > 0);

    private static string Text(string name) => File.ReadAllText(Path.Combine(s_folder, name));
}
