namespace Plaza.Data.Committing;

/// <summary>An order that waits for the committer, and whoever waits for its answer.</summary>
internal abstract class Order(CancellationToken ct)
{
    /// <summary>The caller has gone away before the order's turn came.</summary>
    public bool IsAbandoned => ct.IsCancellationRequested;

    public abstract void Carry(Commit commit);

    /// <summary>It is on disk, and the live listeners have heard of it.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception reason);

    public abstract void Abandon();
}

internal sealed class Order<T>(Func<Commit, T> order, CancellationToken ct) : Order(ct)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _ct = ct;
    private T _result = default!;

    public Task<T> Answer => _answer.Task;

    public override void Carry(Commit commit) => _result = order(commit);

    public override void Complete() => _answer.SetResult(_result);

    public override void Fail(Exception reason) => _answer.TrySetException(reason);

    public override void Abandon() => _answer.TrySetCanceled(_ct);
}
