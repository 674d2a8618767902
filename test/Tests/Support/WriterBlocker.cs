using Plaza.Data.Committing;

namespace Plaza.Tests.Support;

/// <summary>Holds the writer inside an order until it is opened, so that others wait together.</summary>
internal sealed class WriterBlocker : IDisposable
{
    private readonly ManualResetEventSlim _inside = new();
    private readonly ManualResetEventSlim _open = new();

    /// <summary>Returns when the writer stands in the gate.</summary>
    /// <returns>The answer to the order that holds it.</returns>
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
