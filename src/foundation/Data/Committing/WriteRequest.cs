using Plaza.Contracts.Authentication;

namespace Plaza.Data.Committing;

/// <summary>
/// A write request in the committer's queue. It is either executed or cancelled by its caller; once it has begun, cancelling has no effect and the
/// caller waits for the outcome.
/// </summary>
/// <param name="principal">The principal it is executed for; null for the server itself.</param>
/// <param name="lane">The queue.</param>
/// <param name="bytes">About how much memory it holds while queued.</param>
internal abstract class WriteRequest(Principal? principal, WriteLane lane, int bytes)
{
    private int _isDecided;

    public WriteLane Lane => lane;

    /// <summary>About how much memory it holds while queued.</summary>
    public int Bytes => bytes;

    /// <summary>Its node in the queue; null once it was taken or removed.</summary>
    public LinkedListNode<WriteRequest>? Node { get; set; }

    /// <returns>False when it was cancelled: it must not be executed.</returns>
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

    /// <summary>Its changes are durable and the live handlers have returned. Does not throw.</summary>
    public abstract void Complete();

    /// <summary>It was rolled back, or its outcome is unknown. Does not throw.</summary>
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
