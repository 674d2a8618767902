namespace Plaza.Posts.Text;

/// <summary>
/// A link, mention or hashtag in a text, from <paramref name="Start"/> to <paramref name="End"/> (exclusive). Its core ends at <paramref
/// name="CoreEnd"/>: the
/// host and port of a URL, the name of a mention, the whole of a hashtag.
/// </summary>
internal readonly record struct TextEntity(EntityKind Kind, int Start, int CoreEnd, int End)
{
    public static TextEntity None(int start, int end) => new(EntityKind.None, start, end, end);

    /// <summary>The name of a mention or hashtag, as typed and without its sign.</summary>
    public string Name(string source) => source[(Start + 1)..CoreEnd];
}
