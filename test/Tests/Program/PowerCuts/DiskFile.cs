using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Program.PowerCuts;

/// <summary>The content of a file: the durable part, and the changes since.</summary>
internal sealed class DiskFile
{
    private readonly List<Change> _unsure = [];
    private byte[] _sure = [];
    private int _length;

    public DiskFile(byte[]? sure = null) => (_sure, _length) = (sure ?? [], sure?.Length ?? 0);

    public void Write(long moment, long offset, ReadOnlyMemory<byte> bytes) => _unsure.Add(new(moment, (int)offset, bytes, -1));

    public void Truncate(long moment, long length) => _unsure.Add(new(moment, 0, default, (int)length));

    /// <summary>Makes all changes before this time durable.</summary>
    public void Sync(long moment)
    {
        var covered = _unsure.TakeWhile(change => change.Moment < moment).Count();
        foreach (var change in _unsure.Take(covered))
            Apply(ref _sure, ref _length, change);

        _unsure.RemoveRange(0, covered);
    }

    /// <summary>A possible content after a power cut.</summary>
    public byte[] After(PowerCut cut)
    {
        var (content, length) = (_sure.AsSpan(0, _length).ToArray(), _length);
        foreach (var piece in _unsure.SelectMany(change => Pieces(change, cut.Sector)))
        {
            if (cut.Spares())
                Apply(ref content, ref length, piece);
        }

        return content.AsSpan(0, length).ToArray();
    }

    /// <summary>A write, split at the sector boundaries of the disk.</summary>
    private static IEnumerable<Change> Pieces(Change change, int sector)
    {
        if (change.Length >= 0)
            yield return change;

        for (var at = 0; at < change.Bytes.Length;)
        {
            var size = Math.Min(change.Bytes.Length - at, sector - ((change.Offset + at) % sector));
            yield return change with { Offset = change.Offset + at, Bytes = change.Bytes.Slice(at, size) };
            at += size;
        }
    }

    private static void Apply(ref byte[] content, ref int length, Change change)
    {
        var end = change.Length >= 0 ? change.Length : Math.Max(length, change.Offset + change.Bytes.Length);
        if (end > content.Length)
            Array.Resize(ref content, Math.Max(end, content.Length * 2));

        if (end < length)
            content.AsSpan(end, length - end).Clear();

        change.Bytes.Span.CopyTo(content.AsSpan(change.Offset));
        length = end;
    }

    /// <param name="Length">The new length of the file; negative for a write.</param>
    private sealed record Change(long Moment, int Offset, ReadOnlyMemory<byte> Bytes, int Length);
}

/// <summary>The effect of a power cut on unsynced changes.</summary>
/// <param name="dice">Decides for each sector.</param>
/// <param name="sector">The unit that the disk writes atomically, in bytes.</param>
/// <param name="spared">The share of sectors that survive, from 0 to 1.</param>
internal sealed class PowerCut(SeededRandom dice, int sector, double spared)
{
    public int Sector => sector;

    /// <summary>A random disk and time: sometimes all unsynced writes survive, sometimes none.</summary>
    public static PowerCut Any(SeededRandom dice) => new(dice, dice.NextInt(2) is 0 ? 512 : 4096, dice.NextInt(4) switch
    {
        0 => 0,
        1 => 1,
        _ => dice.NextDouble(),
    });

    public bool Spares() => dice.NextDouble() < spared;

    /// <returns>The number of the name changes that survive, always the first ones.</returns>
    public int Names(int changes) => spared is 0 ? 0 : spared is 1 ? changes : dice.NextInt(changes + 1);
}
