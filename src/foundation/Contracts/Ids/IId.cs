using System.Globalization;

namespace Plaza.Contracts.Ids;

/// <summary>
/// An id: a positive 64-bit number that grows with time (milliseconds since 1970 in UTC, shifted left by 16 bits, then a counter),
/// written in decimal. Given by the committer, never by a caller.
/// </summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    long Value { get; }

    static abstract TSelf From(long value);

    /// <summary>Reads 1 to 19 decimal digits and nothing else: no sign, no space, no leading zero.</summary>
    static bool TryParse(string? text, out TSelf id)
    {
        id = default;
        var isNumber = text is { Length: >= 1 and <= 19 } && text[0] is not '0' && text.All(char.IsAsciiDigit);

        if (!isNumber || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;

        id = TSelf.From(value);
        return true;
    }
}
