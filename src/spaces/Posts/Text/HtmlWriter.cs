using System.Text;
using Plaza.Contracts.Text;

namespace Plaza.Posts.Text;

/// <summary>
/// Writes a text as the HTML that Mastodon's clients expect. Nothing is lost: with <c>&lt;/p&gt;&lt;p&gt;</c> read as two
/// line breaks, <c>&lt;br /&gt;</c> as one, all other tags dropped and the five entities decoded, the source is back.
/// </summary>
/// <remarks>
/// Bidi controls stay where they were typed, open ones too: the page isolates the body of a post, so none reaches
/// beyond it, and no element written here sets a direction or ends such an isolation.
/// </remarks>
internal sealed class HtmlWriter(string source, IReadOnlySet<string> handles, IReadOnlySet<string> tags)
{
    private readonly StringBuilder _html = new(source.Length * 2);

    public string Write(List<TextEntity> entities)
    {
        if (source.Length == 0)
            return "";

        _html.Append("<p>");
        var at = 0;
        foreach (var entity in entities)
        {
            WriteText(at, entity.Start);
            WriteEntity(entity);
            at = entity.End;
        }

        WriteText(at, source.Length);
        return _html.Append("</p>").ToString();
    }

    private void WriteEntity(TextEntity entity)
    {
        if (entity.Kind is EntityKind.Url)
            WriteUrl(entity);
        else if (entity.Kind is EntityKind.Mention && entity.Name(source).ToLowerInvariant() is var handle && handles.Contains(handle))
            WriteMention(entity, handle);
        else if (entity.Kind is EntityKind.Tag && entity.Name(source).ToLowerInvariant() is var tag && tags.Contains(tag))
            WriteTag(entity, tag);
        else
            Escape(entity.Start, entity.End);
    }

    private void WriteUrl(TextEntity url)
    {
        var shown = url.Start + UrlReader.SchemeLength(source.AsSpan(url.Start));
        var hidden = ShortenedUrl.EndOfShown(source, shown, url);

        _html.Append("<a href=\"");
        Escape(url.Start, url.End);
        _html.Append("\" rel=\"nofollow noopener\" target=\"_blank\"><span class=\"invisible\">");
        Escape(url.Start, shown);
        _html.Append("</span><span class=\"").Append(hidden < url.End ? "ellipsis" : "").Append("\">");
        Escape(shown, hidden);
        _html.Append("</span><span class=\"invisible\">");
        Escape(hidden, url.End);
        _html.Append("</span></a>");
    }

    private void WriteMention(TextEntity mention, string handle)
    {
        _html.Append("<span class=\"h-card\"><a href=\"/@").Append(handle).Append("\" class=\"u-url mention\">@<span>");
        Escape(mention.Start + 1, mention.End);
        _html.Append("</span></a></span>");
    }

    private void WriteTag(TextEntity tag, string name)
    {
        _html.Append("<a href=\"/tags/").Append(Uri.EscapeDataString(name)).Append("\" class=\"mention hashtag\" rel=\"tag\">");
        _html.Append(source[tag.Start]).Append("<span>");
        Escape(tag.Start + 1, tag.End);
        _html.Append("</span></a>");
    }

    /// <summary>The text has no line break at its ends, and at most two together (<see cref="WrittenText.Lines"/>).</summary>
    private void WriteText(int from, int to)
    {
        while (from < to)
        {
            var line = source.AsSpan(from..to).IndexOf('\n') is var next and >= 0 ? from + next : to;
            Escape(from, line);
            if (line == to)
                return;

            var isParagraph = line + 1 < to && source[line + 1] is '\n';
            _html.Append(isParagraph ? "</p><p>" : "<br />");
            from = line + (isParagraph ? 2 : 1);
        }
    }

    private void Escape(int from, int to) => HtmlEscape.Append(_html, source.AsSpan(from..to));
}
