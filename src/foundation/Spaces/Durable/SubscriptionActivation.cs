namespace Plaza.Spaces.Durable;

/// <summary>
/// Whether this process runs the durable subscriptions and publishers of its journal. Of several processes that share a journal one should: effects are
/// applied once in any case, since a cursor moves once, but handlers would be called in each. Active at first. Thread-safe.
/// </summary>
public sealed class SubscriptionActivation : IDisposable
{
    private readonly Lock _changing = new();
    private TaskCompletionSource _activated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _deactivating = new();

    public SubscriptionActivation() => _activated.SetResult();

    /// <summary>Raised after each change, outside of any lock.</summary>
    public event Action? Changed;

    public bool IsActive => WhenActive.IsCompletedSuccessfully;

    /// <summary>Completes while this process is active.</summary>
    public Task WhenActive
    {
        get
        {
            lock (_changing)
                return _activated.Task;
        }
    }

    /// <summary>Cancelled when this process is active no longer.</summary>
    public CancellationToken Deactivated
    {
        get
        {
            lock (_changing)
                return _deactivating.Token;
        }
    }

    /// <summary>Handlers that are running when it becomes inactive are not interrupted; the cursor does not move when another process has moved it.</summary>
    public void Set(bool isActive)
    {
        CancellationTokenSource? ended = null;
        lock (_changing)
        {
            if (isActive == _activated.Task.IsCompletedSuccessfully)
                return;

            if (isActive)
            {
                _deactivating = new();
                _activated.SetResult();
            }
            else
            {
                _activated = new(TaskCreationOptions.RunContinuationsAsynchronously);
                ended = _deactivating;
            }
        }

        _ = ended?.CancelAsync(); // Not disposed, since its token is read while this process is inactive.
        Changed?.Invoke();
    }

    public void Dispose() => _deactivating.Dispose();
}
