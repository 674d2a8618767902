using Plaza.Data.Committing;

namespace Plaza.Tests.Support;

/// <summary>Blocks the writer inside a write request until it is released, so that other requests queue up.</summary>
internal sealed class WriterBlocker : IDisposable
{
    private readonly ManualResetEventSlim _inside = new();
    private readonly ManualResetEventSlim _open = new();

    /// <summary>Returns when the writer is blocked.</summary>
    /// <returns>The completion of the blocking request.</returns>
    public Task<bool> BlockAsync(Committer committer)
    {
        var ct = TestContext.Current.CancellationToken;
        var blocking = committer.CommitAsync(_ =>
        {
            _inside.Set();
            _open.Wait(ct);
            return true;
        }).AsTask();
        _inside.Wait(ct);
        return blocking;
    }

    public void Open() => _open.Set();

    public void Dispose()
    {
        _open.Set();
        _inside.Dispose();
        _open.Dispose();
    }
}
