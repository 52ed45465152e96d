using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>
/// The markup of Bitrix24's comments and descriptions, as far as Notion can show it: bold, italic, underlined, struck through and linked text;
/// list items become lines that begin with a bullet. Other markup gives its text without the form; what is no markup stays as it is.
/// Source: https://apidocs.bitrix24.com/api-reference/chats/messages/index.html (text formatting).
/// </summary>
public static class BbCode
{
    private const string Bullet = "• ";

    private static readonly (string Tag, TextStyle Style)[] Styles =
        [("b", TextStyle.Bold), ("i", TextStyle.Italic), ("u", TextStyle.Underline), ("s", TextStyle.Strikethrough)];

    private static readonly HashSet<string> WithoutForm = new(StringComparer.OrdinalIgnoreCase)
        { "p", "color", "size", "font", "left", "right", "center", "justify", "quote", "code", "img", "table", "tr", "td", "th", "user", "disk", "video" };

    public static CanonicalValue Read(string text)
    {
        var reader = new Reader();
        var rest = 0;
        while (rest < text.Length)
        {
            var open = text.IndexOf('[', rest);
            if (open < 0 || Tag.At(text, open) is not { } tag)
            {
                var end = open < 0 ? text.Length : open + 1;
                reader.Write(text[rest..end]);
                rest = end;
                continue;
            }

            reader.Write(text[rest..open]);
            if (!reader.Take(tag, text))
            {
                reader.Write(text[open..tag.End]);
            }

            rest = tag.End;
        }

        return CanonicalValue.FromRuns(reader.Runs);
    }

    public static string Write(IEnumerable<TextRun> runs) => string.Concat(runs.Select(Write));

    private static string Write(TextRun run)
    {
        var styles = Styles.Where(style => run.Style.HasFlag(style.Style)).ToList();
        var styled = string.Concat(styles.Select(style => $"[{style.Tag}]")) + run.Text + string.Concat(styles.AsEnumerable().Reverse().Select(style => $"[/{style.Tag}]"));
        return run.Link is { } link ? $"[url={link}]{styled}[/url]" : styled;
    }

    /// <param name="Name">In lower case; <c>*</c> for a list item.</param>
    /// <param name="Value">What stands behind the equals sign.</param>
    /// <param name="IsEnd">Whether it closes.</param>
    /// <param name="End">Where the text goes on.</param>
    private sealed record Tag(string Name, string? Value, bool IsEnd, int End)
    {
        public static Tag? At(string text, int open)
        {
            var close = text.IndexOf(']', open);
            if (close < 0)
            {
                return null;
            }

            var inside = text[(open + 1)..close];
            var isEnd = inside.StartsWith('/');
            var parts = (isEnd ? inside[1..] : inside).Split('=', 2);
            return new(parts[0].Trim().ToLowerInvariant(), parts.Length > 1 ? parts[1].Trim().Trim('"') : null, isEnd, close + 1);
        }
    }

    private sealed class Reader
    {
        private readonly List<TextRun> _runs = [];
        private readonly List<TextStyle> _open = [];
        private string? _link;

        public IEnumerable<TextRun> Runs => _runs;

        private TextStyle Style => _open.Aggregate(TextStyle.None, (all, one) => all | one);

        public void Write(string text)
        {
            if (text.Length > 0)
            {
                _runs.Add(new(text, Style, _link));
            }
        }

        /// <summary>False for what is no tag known here: it is text.</summary>
        public bool Take(Tag tag, string text)
        {
            if (Styles.FirstOrDefault(style => style.Tag == tag.Name) is { Style: not TextStyle.None } style)
            {
                return tag.IsEnd ? _open.Remove(style.Style) : Open(style.Style);
            }

            switch (tag.Name)
            {
                case "url":
                    _link = tag.IsEnd ? null : tag.Value ?? Until(text, tag.End);
                    return true;
                case "*":
                    StartLine();
                    Write(Bullet);
                    return true;
                case "list":
                    StartLine();
                    return true;
                default:
                    return WithoutForm.Contains(tag.Name);
            }
        }

        private bool Open(TextStyle style)
        {
            _open.Add(style);
            return true;
        }

        /// <summary>The address that is also the text: <c>[url]https://…[/url]</c>.</summary>
        private static string? Until(string text, int start)
        {
            var end = text.IndexOf("[/url]", start, StringComparison.OrdinalIgnoreCase);
            return end > start ? text[start..end] : null;
        }

        private void StartLine()
        {
            // Line ends that the markup's author put between the items are the same ones.
            while (_runs.Count > 0 && string.IsNullOrWhiteSpace(_runs[^1].Text))
            {
                _runs.RemoveAt(_runs.Count - 1);
            }

            if (_runs.Count > 0)
            {
                _runs[^1] = _runs[^1] with { Text = _runs[^1].Text.TrimEnd() };
                _runs.Add(new("\n"));
            }
        }
    }
}
