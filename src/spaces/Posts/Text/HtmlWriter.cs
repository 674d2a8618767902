using System.Text;
using Plaza.Contracts.Text;

namespace Plaza.Posts.Text;

/// <summary>
/// Writes a text as the HTML that Mastodon's clients expect. The source can be restored from it, except for a <see cref="DeceptiveHost"/>: read
/// <c>&lt;/p&gt;&lt;p&gt;</c> as two line breaks and <c>&lt;br /&gt;</c> as one, drop all other tags, and decode the five entities.
/// </summary>
/// <remarks>
/// Bidi controls, even unclosed ones, stay where they were typed: pages isolate the body of a post, so they have no effect outside it, and no element
/// written here sets a direction or ends the isolation.
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
        else if (entity.Kind is EntityKind.Tag && Hashtag.KeyOf(entity.Name(source)) is var tag && tags.Contains(tag))
            WriteTag(entity, tag);
        else
            Escape(entity.Start, entity.End);
    }

    private void WriteUrl(TextEntity url)
    {
        var host = HostOf(url);
        if (!DeceptiveHost.IsOne(host))
            WriteUrl(source[url.Start..url.End], url.CoreEnd - url.Start);
        else if (DeceptiveHost.ToAscii(host) is { } ascii)
            WriteUrl($"{SchemeOf(url)}{ascii}{source[(url.Start + SchemeOf(url).Length + host.Length)..url.End]}", url.CoreEnd - url.Start + ascii.Length - host.Length);
        else
            Escape(url.Start, url.End);
    }

    private void WriteUrl(string address, int head)
    {
        var shown = UrlReader.SchemeLength(address);
        var hidden = UrlDisplay.EndOfShown(address, shown, head);

        _html.Append("<a href=\"");
        HtmlEscape.Append(_html, address);
        _html.Append("\" rel=\"nofollow noopener\" target=\"_blank\"><span class=\"invisible\">");
        HtmlEscape.Append(_html, address.AsSpan(0, shown));
        _html.Append("</span><span class=\"").Append(hidden < address.Length ? "ellipsis" : "").Append("\">");
        HtmlEscape.Append(_html, address.AsSpan(shown..hidden));
        _html.Append("</span><span class=\"invisible\">");
        HtmlEscape.Append(_html, address.AsSpan(hidden));
        _html.Append("</span></a>");
    }

    private string SchemeOf(TextEntity url) => source.Substring(url.Start, UrlReader.SchemeLength(source.AsSpan(url.Start)));

    private string HostOf(TextEntity url) => source[(url.Start + SchemeOf(url).Length)..url.CoreEnd].Split(':')[0];

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

    /// <summary>The text has no line break at its ends and at most two in sequence (<see cref="WrittenText.Lines"/>).</summary>
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
