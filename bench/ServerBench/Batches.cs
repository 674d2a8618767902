using Plaza.Data.Committing;

namespace Plaza.ServerBench;

/// <summary>Writes many rows in write requests of four thousand; each is queued while the previous one is executed.</summary>
internal sealed class Batches(Committer committer)
{
    private const int Size = 4_000;

    public async Task<T[]> WriteAsync<T>(int count, Func<WriteTransaction, int, T> write)
    {
        var written = new T[count];
        var before = Task.FromResult(true);
        for (var start = 0; start < count; start += Size)
        {
            var from = start;
            var next = committer.CommitAsync(tx => Write(tx, from)).AsTask();
            await before;
            before = next;
        }

        await before;
        return written;

        bool Write(WriteTransaction tx, int from)
        {
            for (var at = from; at < Math.Min(from + Size, count); at++)
                written[at] = write(tx, at);

            return true;
        }
    }
}
