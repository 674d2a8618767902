using Plaza.Spaces.Events;

namespace Plaza.Tests.Spaces;

/// <summary>The ways in which a handler fails.</summary>
public enum FaultKind
{
    Throws,
    ThrowsBeforeItsTask,
    ThrowsAfterAnAwait,
    ReturnsAFaultedTask,
    ReturnsACancelledTask,
    HangsForEver,
    HangsPastItsTimeout,
    HangsUntilReleased,
    BlocksItsThread,
    BlocksPastItsTimeout,
    FilterThrows,
    LeavesAndThrows,
}

/// <summary>A handler that fails at the first event and succeeds from then on.</summary>
internal sealed class FaultyHandler(FaultKind kind) : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ManualResetEventSlim _block = new();
    private readonly TaskCompletionSource _inside = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<int> Handled { get; } = [];

    /// <summary>Completes when the first failure has begun.</summary>
    public Task Inside => _inside.Task;

    public Subscription? Subscription { get; set; }

    public bool IsSynchronous => kind is FaultKind.Throws or FaultKind.FilterThrows or FaultKind.LeavesAndThrows;

    public bool EndsByTime => kind is FaultKind.HangsForEver or FaultKind.HangsPastItsTimeout or FaultKind.HangsUntilReleased
        or FaultKind.BlocksItsThread or FaultKind.BlocksPastItsTimeout;

    public bool EndsAtOnce => IsSynchronous || kind is FaultKind.ThrowsBeforeItsTask or FaultKind.ReturnsAFaultedTask or FaultKind.ReturnsACancelledTask;

    /// <summary>The type of the reported exception.</summary>
    public string Fault => this switch
    {
        { EndsByTime: true } => nameof(TimeoutException),
        _ when kind is FaultKind.ReturnsACancelledTask => nameof(TaskCanceledException),
        _ => nameof(InvalidOperationException),
    };

    public string Reason => this switch
    {
        { EndsByTime: true } => "The handler took longer than 5 s and was abandoned.",
        _ when kind is FaultKind.ReturnsACancelledTask => "A task was canceled.",
        _ => "cracked",
    };

    /// <summary>A timeout of the handler's own, different from that of the bus.</summary>
    public bool HasATimeout => kind is FaultKind.HangsPastItsTimeout or FaultKind.HangsUntilReleased or FaultKind.BlocksPastItsTimeout;

    public Delivery<TestEvent> Refine(Delivery<TestEvent> delivery) =>
        kind is FaultKind.FilterThrows ? delivery.Where(rang => rang.Number > 1 || Crack<bool>()) : delivery;

    public void Handle(TestEvent rang)
    {
        if (rang.Number is 1)
            Crack<bool>();

        lock (Handled)
            Handled.Add(rang.Number);
    }

    public ValueTask HandleAsync(TestEvent rang, CancellationToken ct)
    {
        if (rang.Number is 1)
            return GoWrongAsync(ct);

        Handle(rang);
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _block.Set();
        _block.Dispose();
    }

    private ValueTask GoWrongAsync(CancellationToken ct)
    {
        _inside.TrySetResult();
        switch (kind)
        {
            case FaultKind.ThrowsAfterAnAwait:
                return YieldAsync();
            case FaultKind.ReturnsAFaultedTask:
                return ValueTask.FromException(new InvalidOperationException("cracked"));
            case FaultKind.ReturnsACancelledTask:
                return ValueTask.FromCanceled(new(canceled: true));
            case FaultKind.HangsForEver or FaultKind.HangsPastItsTimeout:
                return new(new TaskCompletionSource().Task);
            case FaultKind.HangsUntilReleased:
                return new(Task.Delay(Timeout.InfiniteTimeSpan, ct));
            case FaultKind.BlocksItsThread or FaultKind.BlocksPastItsTimeout:
                _block.Wait(CancellationToken.None);
                return ValueTask.CompletedTask;
            default:
                throw new InvalidOperationException("cracked");
        }
    }

    private static async ValueTask YieldAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("cracked");
    }

    private T Crack<T>()
    {
        _inside.TrySetResult();
        if (kind is FaultKind.LeavesAndThrows)
            Subscription!.Dispose();

        throw new InvalidOperationException("cracked");
    }
}
