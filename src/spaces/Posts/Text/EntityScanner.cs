using System.Buffers;

namespace Plaza.Posts.Text;

/// <summary>
/// Finds the links, mentions and hashtags of a text, in order and without overlap. Linear: characters that a reader has examined are either skipped
/// or cannot start another entity that would examine them again (dots, joiners, the rest of a host).
/// </summary>
internal static class EntityScanner
{
    private static readonly SearchValues<char> Starts = SearchValues.Create("@#＃hH");

    public static List<TextEntity> Scan(string text, string? localDomain)
    {
        var found = new List<TextEntity>();

        for (var at = NextStart(text, 0); at < text.Length;)
        {
            var entity = text[at] switch
            {
                '@' => MentionReader.Read(text, at, localDomain),
                '#' or '＃' => HashtagReader.Read(text, at),
                _ => UrlReader.Read(text, at),
            };

            if (entity.Kind is not EntityKind.None)
                found.Add(entity);

            at = NextStart(text, entity.End);
        }

        return found;
    }

    private static int NextStart(string text, int from) =>
        text.AsSpan(from).IndexOfAny(Starts) is var next and >= 0 ? from + next : text.Length;
}
