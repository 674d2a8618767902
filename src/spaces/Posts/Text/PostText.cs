using Plaza.Contracts.Text;

namespace Plaza.Posts.Text;

/// <summary>
/// The text of a post, parsed once in linear time: its length, mentions, hashtags and HTML. Any string can be parsed; the caller decides whether it
/// may be posted.
/// </summary>
internal sealed class PostText
{
    private const int MaxTags = 50;

    private readonly List<TextEntity> _entities;
    private readonly HashSet<string> _tagKeys = new(StringComparer.Ordinal);

    private PostText(string source, string? localDomain)
    {
        Source = source;
        _entities = EntityScanner.Scan(source, localDomain);
        Length = TextLength.Of(source, _entities);
        Mentions = _entities.Count is 0 ? [] : FindMentions();
        Tags = _entities.Count is 0 ? [] : FindTags();
    }

    /// <summary>The source text, normalized by <see cref="WrittenText.Lines"/>.</summary>
    public string Source { get; }

    /// <summary>The length by Mastodon's rules: in graphemes, a URL counts 23, and @user@domain counts as @user.</summary>
    public int Length { get; }

    /// <summary>Local handles in lower case, without duplicates, in the order of the text.</summary>
    public IReadOnlyList<string> Mentions { get; }

    /// <summary>
    /// The hashtags without sign, in order and in their first spelling, one for each <see cref="Hashtag.KeyOf"/>. Those beyond the fiftieth are plain
    /// text.
    /// </summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Whether the text has no visible character.</summary>
    public bool IsBlank => InvisibleCharacters.IsBlank(Source);

    /// <summary>Whether the text has U+0000 or a lone surrogate, which a database or a client could not store.</summary>
    public bool HasForbiddenCharacters
    {
        get
        {
            for (var at = 0; at < Source.Length; at++)
            {
                if (char.IsSurrogatePair(Source, at))
                    at++;
                else if (Source[at] is '\0' || char.IsSurrogate(Source[at]))
                    return true;
            }

            return false;
        }
    }

    /// <param name="text">The text as typed.</param>
    /// <param name="localDomain">The domain of this server; <c>@name@domain</c> with it mentions a local handle. Null for none.</param>
    public static PostText Parse(string text, string? localDomain = null) => new(WrittenText.Lines(text), localDomain);

    /// <summary>
    /// Renders the text. Mentions of handles outside <paramref name="knownHandles"/> (lower case) stay text. Links to own pages start with
    /// <c>href="/</c>.
    /// </summary>
    public string ToHtml(IReadOnlySet<string> knownHandles) => new HtmlWriter(Source, knownHandles, _tagKeys).Write(_entities);

    private List<string> FindMentions() =>
        [.. Of(EntityKind.Mention).Select(name => name.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    private List<string> FindTags() =>
        [.. Of(EntityKind.Tag).Where(name => _tagKeys.Count < MaxTags && Hashtag.KeyOf(name) is { Length: > 0 } key && _tagKeys.Add(key))];

    private IEnumerable<string> Of(EntityKind kind) =>
        _entities.Where(entity => entity.Kind == kind).Select(entity => entity.Name(Source));
}
