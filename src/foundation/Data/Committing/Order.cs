using Plaza.Contracts.Authentication;

namespace Plaza.Data.Committing;

/// <summary>An order that waits for the committer, and whoever waits for its answer.</summary>
/// <param name="principal">On whose behalf it was made; null where it was made by the server itself.</param>
internal abstract class Order(Principal? principal, CancellationToken ct)
{
    /// <summary>The caller has gone away before the order's turn came.</summary>
    public bool IsAbandoned => ct.IsCancellationRequested;

    public void Carry(Commit commit)
    {
        if (principal is not null)
            PrincipalCheck.Require(commit, principal);

        Run(commit);
    }

    /// <summary>It is on disk, and the live listeners have heard of it.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception reason);

    public abstract void Abandon();

    protected abstract void Run(Commit commit);
}

internal sealed class Order<T>(Func<Commit, T> order, Principal? principal, CancellationToken ct) : Order(principal, ct)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _ct = ct;
    private T _result = default!;

    public Task<T> Answer => _answer.Task;

    public override void Complete() => _answer.SetResult(_result);

    public override void Fail(Exception reason) => _answer.TrySetException(reason);

    public override void Abandon() => _answer.TrySetCanceled(_ct);

    protected override void Run(Commit commit) => _result = order(commit);
}
