using System.Runtime.InteropServices;

namespace Plaza.Spaces.Telling;

/// <summary>
/// Counts for all threads without one of them waiting for another: each adds to a cell that is written by it alone, and
/// who reads adds the cells up. A cell passes on with the seat of its thread, so nothing is lost when a thread ends.
/// </summary>
internal sealed class StripedCounter
{
    private readonly Lock _growing = new();
    private volatile Cell?[] _cells = [];

    public long Sum
    {
        get
        {
            var sum = 0L;
            foreach (var cell in _cells)
                sum += cell is null ? 0 : Volatile.Read(ref cell.Count);

            return sum;
        }
    }

    /// <param name="turn">That of the thread that counts.</param>
    public void Add(Turn turn)
    {
        var cells = _cells;
        var seat = turn.Seat;
        if ((uint)seat >= (uint)cells.Length || cells[seat] is not { } cell)
            cell = CellOf(seat);

        Volatile.Write(ref cell.Count, cell.Count + 1);
    }

    private Cell CellOf(int seat)
    {
        lock (_growing)
        {
            var cells = _cells;
            if (seat >= cells.Length)
                Array.Resize(ref cells, Math.Max(seat + 1, cells.Length * 2));

            var cell = cells[seat] ??= new();
            _cells = cells;
            return cell;
        }
    }

    /// <summary>As long as two lines of the processor's cache, so that no two cells share one.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private sealed class Cell
    {
        [FieldOffset(0)]
        public long Count;
    }
}
