using Plaza.Data.Committing;

namespace Plaza.Tests.Support;

/// <summary>Blocks the writer inside a write request until it is released, so that other requests queue up.</summary>
internal sealed class WriterBlocker : IDisposable
{
    private readonly ManualResetEventSlim _inside = new();
    private readonly ManualResetEventSlim _open = new();

    /// <inheritdoc cref="BlockAsync{T}"/>
    public Task<bool> BlockAsync(Committer committer) => BlockAsync(committer, _ => true);

    /// <summary>Returns when the writer is blocked.</summary>
    /// <param name="committer">The writer.</param>
    /// <param name="then">What the request does once it is released.</param>
    /// <returns>The completion of the blocking request.</returns>
    public Task<T> BlockAsync<T>(Committer committer, Func<WriteTransaction, T> then)
    {
        var ct = TestContext.Current.CancellationToken;
        var blocking = committer.CommitAsync(tx =>
        {
            _inside.Set();
            _open.Wait(ct);
            return then(tx);
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
