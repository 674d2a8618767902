namespace Plaza.Posts.Text;

/// <summary>
/// A stretch of a text that is more than words, from <paramref name="Start"/> up to <paramref name="End"/>.
/// What matters most of it ends at <paramref name="CoreEnd"/>: the host and port of a URL, the name of a mention, the whole of a tag.
/// </summary>
internal readonly record struct TextEntity(EntityKind Kind, int Start, int CoreEnd, int End)
{
    public static TextEntity None(int start, int end) => new(EntityKind.None, start, end, end);

    /// <summary>The name of a mention or a tag, as typed and without its sign.</summary>
    public string Name(string source) => source[(Start + 1)..CoreEnd];
}
