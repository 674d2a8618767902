using Plaza.Contracts.Text;

namespace Plaza.Posts.Text;

/// <summary>
/// What somebody typed, taken apart once and in linear time: how long it is, whom it mentions, its tags and its HTML.
/// Any string can be taken apart; whether it may be posted is for the caller to say.
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
        Mentions = FindMentions();
        Tags = FindTags();
    }

    /// <summary>As typed, in the form of <see cref="WrittenText.Lines"/>.</summary>
    public string Source { get; }

    /// <summary>As Mastodon counts: what looks like one character is one, a URL 23, and @user@domain as @user.</summary>
    public int Length { get; }

    /// <summary>Local handles in lower case, each once, in the order of the text.</summary>
    public IReadOnlyList<string> Mentions { get; }

    /// <summary>Each as typed first and without its sign, in order: one for each <see cref="Hashtag.KeyOf"/>. Those beyond the fiftieth are plain text.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Whether a reader would see nothing at all.</summary>
    public bool IsBlank => InvisibleCharacters.IsBlank(Source);

    /// <summary>U+0000, or half a surrogate pair: what a database or a client could not give back.</summary>
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

    /// <param name="text">What was typed.</param>
    /// <param name="localDomain">With it, @name@domain of this server mentions a local handle too.</param>
    public static PostText Parse(string text, string? localDomain = null) => new(WrittenText.Lines(text), localDomain);

    /// <summary>Mentions of handles that are not known, given in lower case, stay text. Links to own pages start with <c>href="/</c>.</summary>
    public string ToHtml(IReadOnlySet<string> knownHandles) => new HtmlWriter(Source, knownHandles, _tagKeys).Write(_entities);

    private List<string> FindMentions() =>
        [.. Of(EntityKind.Mention).Select(name => name.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    private List<string> FindTags() =>
        [.. Of(EntityKind.Tag).Where(name => _tagKeys.Count < MaxTags && Hashtag.KeyOf(name) is { Length: > 0 } key && _tagKeys.Add(key))];

    private IEnumerable<string> Of(EntityKind kind) =>
        _entities.Where(entity => entity.Kind == kind).Select(entity => entity.Name(Source));
}
