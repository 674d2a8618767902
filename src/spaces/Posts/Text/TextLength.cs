using System.Text;

namespace Plaza.Posts.Text;

/// <summary>
/// Counts as Mastodon and its clients do, or a post that fits in the client would be refused here:
/// every URL is 23 however long, and nobody pays for the server of whom they mention.
/// </summary>
internal static class TextLength
{
    private const int UrlLength = 23;

    public static int Of(string source, List<TextEntity> entities)
    {
        var counted = new StringBuilder(source.Length);
        var at = 0;

        foreach (var entity in entities)
        {
            counted.Append(source, at, entity.Start - at);
            at = entity.End;

            if (entity.Kind is EntityKind.Url)
                counted.Append('x', UrlLength);
            else
                counted.Append(source, entity.Start, entity.CoreEnd - entity.Start);
        }

        return Graphemes.Count(counted.Append(source, at, source.Length - at).ToString());
    }
}
