using System.Text;

namespace FunctionsSync.Core.Templates;

/// <summary>A text of a template: <c>Confirm the budget of {OPPORTUNITY}</c>. A brace itself is written twice.</summary>
public sealed record TemplateText(IReadOnlyList<TemplateText.Part> Parts)
{
    public IEnumerable<string> FieldNames => Parts.OfType<Part.Field>().Select(part => part.Name);

    /// <exception cref="FormatException">A brace stands alone, or what it encloses is no field name. The message says where.</exception>
    public static TemplateText Parse(string text)
    {
        var parts = new List<Part>();
        var literal = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character is not ('{' or '}'))
            {
                literal.Append(character);
                continue;
            }

            if (index + 1 < text.Length && text[index + 1] == character)
            {
                literal.Append(character);
                index++;
                continue;
            }

            var end = character == '{' ? text.IndexOf('}', index) : -1;
            var name = end < 0 ? string.Empty : text[(index + 1)..end];
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            {
                throw new FormatException($"has a '{character}' at position {index + 1} that belongs to no placeholder such as {{TITLE}}: for a brace itself write it twice");
            }

            Keep(parts, literal);
            parts.Add(new Part.Field(name));
            index = end;
        }

        Keep(parts, literal);
        return new(parts);
    }

    private static void Keep(List<Part> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new Part.Literal(literal.ToString()));
            literal.Clear();
        }
    }

    /// <summary>What a text is made of.</summary>
    public abstract record Part
    {
        private Part()
        {
        }

        public sealed record Literal(string Text) : Part;

        /// <param name="Name">The field's original Bitrix24 name.</param>
        public sealed record Field(string Name) : Part;
    }
}
