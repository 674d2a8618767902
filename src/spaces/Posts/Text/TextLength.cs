using System.Text;
using Plaza.Contracts.Posts;

namespace Plaza.Posts.Text;

/// <summary>
/// Counts the length of a post as Mastodon and its clients do, so that a post that fits in a client is accepted here: a URL counts 23 whatever its
/// length, and the domain of a mention does not count.
/// </summary>
internal static class TextLength
{
    public static int Of(string source, List<TextEntity> entities)
    {
        if (entities.Count is 0)
            return Graphemes.Count(source);

        var counted = new StringBuilder(source.Length);
        var at = 0;

        foreach (var entity in entities)
        {
            counted.Append(source, at, entity.Start - at);
            at = entity.End;

            if (entity.Kind is EntityKind.Url)
                counted.Append('x', PostLimits.CharactersPerLink);
            else
                counted.Append(source, entity.Start, entity.CoreEnd - entity.Start);
        }

        return Graphemes.Count(counted.Append(source, at, source.Length - at).ToString());
    }
}
