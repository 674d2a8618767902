using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Plaza.Spaces.Dispatch;

/// <summary>Calls a handler on a target that is held weakly, and ends the subscription once the target is collected.</summary>
internal sealed class WeakHandler<TTarget, TEvent>(TTarget target, Action<TTarget, TEvent> handler)
    where TTarget : class
{
    private readonly WeakReference<TTarget> _target = new(target);

    public IDisposable? Subscription { get; set; }

    public bool IsTargetCollected => !_target.TryGetTarget(out _);

    public void Invoke(TEvent @event)
    {
        if (_target.TryGetTarget(out var target))
            handler(target, @event);
        else
            Subscription?.Dispose();
    }
}

/// <summary>Finds handlers that capture their own target, as far as reflection shows.</summary>
internal static class ClosureInspector
{
    public static bool Captures(Delegate handler, object target) =>
        handler.Target is { } holder && (ReferenceEquals(holder, target) || (IsClosure(holder.GetType()) && Captures(holder, target)));

    /// <summary>Inspects the closure of a lambda, and those around it.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A field that trimming took away is not seen, and nothing else is lost.")]
    private static bool Captures(object closure, object target) => closure.GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(field => !field.FieldType.IsValueType)
        .Any(field => field.GetValue(closure) is { } held
            && (ReferenceEquals(held, target) || (IsClosure(field.FieldType) && Captures(held, target))));

    private static bool IsClosure(Type type) => type.Name.StartsWith('<');
}
