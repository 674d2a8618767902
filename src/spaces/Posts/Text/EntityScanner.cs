using System.Buffers;

namespace Plaza.Posts.Text;

/// <summary>
/// Finds the links, mentions and tags of a text, in order and apart from each other. Linear: what a reader has looked
/// at is either skipped afterwards or can start nothing that would look at it once more (dots, joiners, a host's tail).
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
