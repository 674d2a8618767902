using System.Globalization;

namespace Plaza.Contracts.Text;

/// <summary>
/// The tables of <c>unicode.txt</c>, which <c>eng/unicode-tables</c> writes. .NET has none without ICU (ADR 56). Read at the first use, about
/// 200 KB; immutable afterwards, so thread-safe.
/// </summary>
internal sealed class UnicodeTables
{
    private static readonly Lazy<UnicodeTables> Loaded = new(() => new());

    private readonly Dictionary<long, int> _compositions = [];
    private readonly Dictionary<int, byte> _classes = [];
    private readonly Mapping _decompositions = new();
    private readonly Mapping _foldings = new();

    private UnicodeTables()
    {
        using var stream = typeof(UnicodeTables).Assembly.GetManifestResourceStream("Plaza.Contracts.Text.unicode.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            foreach (var entry in line[0] is '#' ? [] : line.Split(' ').AsSpan(1))
                Add(line[0], [.. entry.Split('.').Select(hex => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))]);
        }
    }

    public static UnicodeTables Instance => Loaded.Value;

    /// <summary>The full compatibility decomposition (NFKD) of a code point other than a Hangul syllable; empty when it is the code point itself.</summary>
    public ReadOnlySpan<int> Decomposition(int point) => _decompositions.Of(point);

    /// <summary>The full case folding; empty when it is the code point itself.</summary>
    public ReadOnlySpan<int> Folding(int point) => _foldings.Of(point);

    /// <summary>The canonical composition of two code points other than Hangul jamo; null when they have none.</summary>
    public int? Composition(int first, int second) => _compositions.TryGetValue(KeyOf(first, second), out var composed) ? composed : null;

    /// <summary>Canonical_Combining_Class; 0 for a starter.</summary>
    public byte ClassOf(int point) => _classes.GetValueOrDefault(point);

    private static long KeyOf(int first, int second) => ((long)first << 32) | (uint)second;

    private void Add(char section, int[] points)
    {
        switch (section)
        {
            case 'd':
                _decompositions.Add(points);
                break;
            case 'f':
                _foldings.Add(points);
                break;
            case 'c':
                _compositions.Add(KeyOf(points[0], points[1]), points[2]);
                break;
            case 'k':
                _classes.Add(points[0], (byte)points[1]);
                break;
        }
    }

    /// <summary>Maps code points, added in ascending order, to one or more others.</summary>
    private sealed class Mapping
    {
        private readonly List<int> _from = [];
        private readonly List<int> _ends = [];
        private readonly List<int> _to = [];

        public void Add(ReadOnlySpan<int> points)
        {
            _from.Add(points[0]);
            _to.AddRange(points[1..]);
            _ends.Add(_to.Count);
        }

        public ReadOnlySpan<int> Of(int point)
        {
            var at = _from.BinarySearch(point);
            return at < 0 ? [] : System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_to)[(at is 0 ? 0 : _ends[at - 1]).._ends[at]];
        }
    }
}
