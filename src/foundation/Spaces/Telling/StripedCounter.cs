namespace Plaza.Spaces.Telling;

/// <summary>
/// Counts for all threads without one of them waiting for another: each adds to a cell of its own cache line, and who
/// reads adds the cells up.
/// </summary>
internal sealed class StripedCounter
{
    private const int Line = 16;

    private static readonly int Mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount) * 2 - 1;

    private readonly long[] _cells = new long[(Mask + 2) * Line];

    public long Sum
    {
        get
        {
            var sum = 0L;
            for (var cell = Line; cell < _cells.Length; cell += Line)
                sum += Volatile.Read(ref _cells[cell]);

            return sum;
        }
    }

    public void Add(long count = 1) =>
        Interlocked.Add(ref _cells[((Environment.CurrentManagedThreadId & Mask) + 1) * Line], count);
}
