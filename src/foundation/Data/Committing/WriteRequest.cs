using Plaza.Contracts.Authentication;

namespace Plaza.Data.Committing;

/// <summary>
/// Waits in the queue until the committer executes it, or its caller cancels it: exactly one of the two happens.
/// Once it has begun, cancelling has no effect and its caller waits for the outcome.
/// </summary>
/// <param name="principal">On whose behalf it was made; null where it was made by the server itself.</param>
/// <param name="lane">In which queue it waits.</param>
/// <param name="bytes">About how much memory it holds while it waits.</param>
internal abstract class WriteRequest(Principal? principal, WriteLane lane, int bytes)
{
    private int _isDecided;

    public WriteLane Lane => lane;

    /// <summary>About how much memory it holds while it waits.</summary>
    public int Bytes => bytes;

    /// <summary>Its place in the queue; null once it was taken out.</summary>
    public LinkedListNode<WriteRequest>? Node { get; set; }

    /// <returns>False when its caller has cancelled it: it must not be executed.</returns>
    public bool TryBegin() => Interlocked.Exchange(ref _isDecided, 1) is 0;

    /// <returns>False when it has begun.</returns>
    public bool TryCancel(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _isDecided, 1) is not 0)
            return false;

        Cancel(ct);
        return true;
    }

    public void Execute(WriteTransaction tx)
    {
        if (principal is not null)
            PrincipalCheck.Require(tx, principal);

        Run(tx);
    }

    /// <summary>It is on disk, and the live handlers have handled its events. Throws nothing.</summary>
    public abstract void Complete();

    /// <summary>It was rolled back, or its outcome is unknown. Throws nothing.</summary>
    public abstract void Fail(Exception reason);

    protected abstract void Run(WriteTransaction tx);

    protected abstract void Cancel(CancellationToken ct);
}

internal sealed class WriteRequest<T>(Func<WriteTransaction, T> request, Principal? principal, WriteLane lane, int bytes) : WriteRequest(principal, lane, bytes)
{
    private readonly TaskCompletionSource<T> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Response => _response.Task;

    public override void Complete() => _response.TrySetResult(_result);

    public override void Fail(Exception reason) => _response.TrySetException(reason);

    protected override void Run(WriteTransaction tx) => _result = request(tx);

    protected override void Cancel(CancellationToken ct) => _response.TrySetCanceled(ct);
}
