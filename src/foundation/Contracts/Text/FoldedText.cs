using System.Text;

namespace Plaza.Contracts.Text;

/// <summary>
/// Gives texts one form that are equal under Unicode's compatibility normalization and full case folding (Unicode 3.13, D146), which
/// .NET cannot do without ICU. Linear except for long runs of combining marks, so the caller bounds the length. Thread-safe.
/// </summary>
public static class FoldedText
{
    private const int FirstSyllable = 0xAC00;
    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int FirstTail = 0x11A7; // one before the first: 0 is "no tail"
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;
    private const int Syllables = Leads * Vowels * Tails;

    /// <returns>The text in NFKC, folded; idempotent. Lone surrogates become U+FFFD.</returns>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();

        var tables = UnicodeTables.Instance;
        var points = Decompose(tables, [.. text.EnumerateRunes().Select(rune => rune.Value)]);

        // Twice, since the decomposition of a folded character may contain letters with a case.
        for (var time = 0; time < 2; time++)
            points = Decompose(tables, Fold(tables, points));

        return ToText(Compose(tables, points));
    }

    private static List<int> Fold(UnicodeTables tables, List<int> points)
    {
        var folded = new List<int>(points.Count);
        foreach (var point in points)
        {
            if (tables.Folding(point) is { IsEmpty: false } mapped)
                folded.AddRange(mapped);
            else
                folded.Add(point);
        }

        return folded;
    }

    private static List<int> Decompose(UnicodeTables tables, List<int> points)
    {
        var decomposed = new List<int>(points.Count * 2);
        foreach (var point in points)
        {
            if (tables.Decomposition(point) is { IsEmpty: false } mapped)
                decomposed.AddRange(mapped);
            else if (point - FirstSyllable is >= 0 and < Syllables and var syllable)
                AddJamo(decomposed, syllable);
            else
                decomposed.Add(point);
        }

        Order(tables, decomposed);
        return decomposed;
    }

    private static void AddJamo(List<int> decomposed, int syllable)
    {
        decomposed.Add(FirstLead + (syllable / (Vowels * Tails)));
        decomposed.Add(FirstVowel + (syllable / Tails % Vowels));
        if (syllable % Tails is > 0 and var tail)
            decomposed.Add(FirstTail + tail);
    }

    /// <summary>The canonical order of combining marks.</summary>
    private static void Order(UnicodeTables tables, List<int> points)
    {
        for (var at = 1; at < points.Count; at++)
        {
            var (point, order) = (points[at], tables.ClassOf(points[at]));
            var to = at;
            for (; order > 0 && to > 0 && tables.ClassOf(points[to - 1]) > order; to--)
                points[to] = points[to - 1];

            points[to] = point;
        }
    }

    private static List<int> Compose(UnicodeTables tables, List<int> points)
    {
        var composed = new List<int>(points.Count);
        var (starter, last) = (-1, 0);
        foreach (var point in points)
        {
            var order = tables.ClassOf(point);
            var isBlocked = composed.Count - 1 > starter && last >= order;
            if (starter >= 0 && !isBlocked && Composition(tables, composed[starter], point) is { } both)
            {
                composed[starter] = both;
                continue;
            }

            if (order is 0)
                starter = composed.Count;

            last = order;
            composed.Add(point);
        }

        return composed;
    }

    private static int? Composition(UnicodeTables tables, int first, int second)
    {
        if (first - FirstLead is >= 0 and < Leads and var lead && second - FirstVowel is >= 0 and < Vowels and var vowel)
            return FirstSyllable + (((lead * Vowels) + vowel) * Tails);

        return first - FirstSyllable is >= 0 and < Syllables and var syllable && syllable % Tails is 0 && second - FirstTail is > 0 and < Tails and var tail
            ? first + tail
            : tables.Composition(first, second);
    }

    private static string ToText(List<int> points)
    {
        var text = new StringBuilder(points.Count);
        foreach (var point in points)
            text.Append(new Rune(point));

        return text.ToString();
    }
}
