namespace Plaza.Spaces.Telling;

/// <summary>Calls a handler on a target that it does not keep alive, and leaves when the target is gone.</summary>
internal sealed class WeakHandler<TTarget, TEvent>(TTarget target, Action<TTarget, TEvent> handler)
    where TTarget : class
{
    private readonly WeakReference<TTarget> _target = new(target);

    public IDisposable? Subscription { get; set; }

    public void Call(TEvent happened)
    {
        if (_target.TryGetTarget(out var target))
            handler(target, happened);
        else
            Subscription?.Dispose();
    }
}
