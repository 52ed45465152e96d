using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Service.Configuration;

/// <summary>The templates of <c>sync.json</c>, read.</summary>
public sealed class PageTemplates
{
    private readonly Dictionary<string, PageTemplate> _byName;

    private PageTemplates(Dictionary<string, PageTemplate> byName) => _byName = byName;

    /// <exception cref="ConfigurationException">A template is wrong: everything that is wrong with them is named.</exception>
    public static PageTemplates Read(SyncFile file)
    {
        var errors = Check(file).ToList();
        return errors.Count == 0
            ? new(file.Templates.ToDictionary(template => template.Key, template => TemplateReader.Read(template.Value, template.Key, [])))
            : throw new ConfigurationException($"sync.json: {string.Join("; ", errors)}.");
    }

    /// <summary>Everything that is wrong with the templates, each with its JSON path and the remedy.</summary>
    public static IEnumerable<string> Check(SyncFile file)
    {
        var errors = new List<string>();
        foreach (var (name, blocks) in file.Templates)
        {
            TemplateReader.Read(blocks, $"$.templates.{name}", errors);
        }

        return errors;
    }

    /// <summary>Null where no template is named.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public PageTemplate? Find(string? name) => name is null ? null
        : _byName.GetValueOrDefault(name) ?? throw new ConfigurationException($"A flow names the template '{name}', which is not in templates of sync.json.");
}
