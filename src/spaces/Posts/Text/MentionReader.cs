using System.Text;
using Plaza.Contracts.Authentication;

namespace Plaza.Posts.Text;

/// <summary>Reads <c>@name</c> and <c>@name@domain</c>.</summary>
internal static class MentionReader
{
    private const int MaxDomainLength = 253;

    public static TextEntity Read(string text, int start, string? localDomain)
    {
        var name = EndOfName(text, start + 1);

        if (name == start + 1 || !MayFollow(Runes.Before(text, start)) || HasScheme(text, name))
            return TextEntity.None(start, name);

        var isHandle = HandleRules.IsValid(text.AsSpan((start + 1)..name));

        if (name == text.Length || text[name] is not '@')
            return isHandle && EndsAt(text, name) ? new(EntityKind.Mention, start, name, name) : TextEntity.None(start, name);

        var end = EndOfDomain(text, name + 1);
        var domain = text.AsSpan((name + 1)..end);
        if (domain.Length is 0 or > MaxDomainLength)
            return TextEntity.None(start, end);

        var isLocal = localDomain is not null && domain.Equals(localDomain, StringComparison.OrdinalIgnoreCase);
        return new(isLocal && isHandle ? EntityKind.Mention : EntityKind.RemoteMention, start, name, end);
    }

    /// <summary>A mention cannot begin inside a word or an e-mail address, nor in the path or query of a URL without scheme.</summary>
    private static bool MayFollow(Rune? before) =>
        before is not { } rune || !(Runes.IsWord(rune) || rune.Value is '/' or '=');

    /// <summary>Handles of other servers may contain dots and hyphens, so that @bob.example is not the local handle bob.</summary>
    private static int EndOfName(string text, int from)
    {
        var end = from;
        for (var at = from; at < text.Length && (HandleRules.IsAllowed(text[at]) || (at > from && text[at] is '.' or '-')); at++)
        {
            if (HandleRules.IsAllowed(text[at]))
                end = at + 1;
        }

        return end;
    }

    private static int EndOfDomain(string text, int from)
    {
        var end = from;
        for (var at = from; Runes.At(text, at) is { } rune && (Runes.IsWord(rune) || rune.Value is '.' or '-');)
        {
            at += rune.Utf16SequenceLength;
            if (Runes.IsWord(rune))
                end = at;
        }

        return end;
    }

    /// <summary>A following cased letter, accent or digit continues the word; さん after a name does not.</summary>
    private static bool EndsAt(string text, int at) => Runes.At(text, at) is not { } next
        || !(Runes.IsCased(next) || Runes.IsMark(next) || Runes.IsDigit(next) || Runes.IsConnector(next));

    private static bool HasScheme(string text, int at) => text.AsSpan(at).StartsWith("://", StringComparison.Ordinal);
}
