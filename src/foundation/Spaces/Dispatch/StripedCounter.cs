using System.Runtime.InteropServices;

namespace Plaza.Spaces.Dispatch;

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

    /// <param name="state">That of the thread that counts.</param>
    public void Add(ThreadDispatchState state)
    {
        var cells = _cells;
        var index = state.ThreadIndex;
        if ((uint)index >= (uint)cells.Length || cells[index] is not { } cell)
            cell = CellOf(index);

        Volatile.Write(ref cell.Count, cell.Count + 1);
    }

    private Cell CellOf(int index)
    {
        lock (_growing)
        {
            var cells = _cells;
            if (index >= cells.Length)
                Array.Resize(ref cells, Math.Max(index + 1, cells.Length * 2));

            var cell = cells[index] ??= new();
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
