using Plaza.Data.Committing;

namespace Plaza.ServerBench;

/// <summary>Writes many things in orders of four thousand, each begun while the one before is on its way.</summary>
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
            var next = committer.CommitAsync(commit => Write(commit, from)).AsTask();
            await before;
            before = next;
        }

        await before;
        return written;

        bool Write(WriteTransaction commit, int from)
        {
            for (var at = from; at < Math.Min(from + Size, count); at++)
                written[at] = write(commit, at);

            return true;
        }
    }
}
