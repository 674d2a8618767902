namespace Plaza.Queries.Caching;

/// <summary>
/// Keeps what takes time to find out. When its time is over one caller finds it out anew, and the others get the old one
/// meanwhile; they wait only where there is none yet.
/// </summary>
public sealed class CachedValue<T>(TimeSpan time, TimeProvider clock, Func<CancellationToken, Task<T>> find, Func<T, T, bool>? isSame = null) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _finding = new(1, 1);
    private readonly Lock _changing = new();
    private volatile Found? _last;
    private int _forgotten;

    private T? Fresh => _last is { } last && clock.GetUtcNow() - last.At < time ? last.What : null;

    public async ValueTask<T> ReadAsync(CancellationToken ct)
    {
        if (Fresh is { } fresh)
            return fresh;

        var isMine = _finding.Wait(0, CancellationToken.None);
        if (!isMine && _last is { } old)
            return old.What;

        if (!isMine)
            await _finding.WaitAsync(ct);

        try
        {
            return Fresh ?? await FindAsync(ct);
        }
        finally
        {
            _finding.Release();
        }
    }

    /// <summary>It is not so any more: what is being found out in this moment is not kept either.</summary>
    public void Forget()
    {
        lock (_changing)
        {
            _forgotten++;
            _last = null;
        }
    }

    public void Dispose() => _finding.Dispose();

    private async Task<T> FindAsync(CancellationToken ct)
    {
        var before = Volatile.Read(ref _forgotten);
        var found = await find(ct);
        lock (_changing)
        {
            if (_last is { } last && isSame?.Invoke(last.What, found) is true)
                found = last.What;

            if (_forgotten == before)
                _last = new(clock.GetUtcNow(), found);
        }

        return found;
    }

    private sealed record Found(DateTimeOffset At, T What);
}
