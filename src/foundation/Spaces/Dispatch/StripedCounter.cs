using System.Runtime.InteropServices;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// A counter without contention: each thread adds to a cell of its own, reading sums the cells. A cell is passed on with the
/// index of its thread, so no count is lost when a thread ends.
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

    /// <summary>Two cache lines long, so that no two cells share one.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private sealed class Cell
    {
        [FieldOffset(0)]
        public long Count;
    }
}
