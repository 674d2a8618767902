using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// The event that is being handled, flowing with the execution context. Setting it allocates two objects; while nothing else
/// flows, a context captured once is restored instead and allocates none.
/// </summary>
internal static class AmbientEventContext
{
    private static readonly AsyncLocal<EventContext?> Flowing = new();

    public static EventContext? Current => Flowing.Value;

    /// <returns>The previous flow, to be passed to <see cref="Leave"/>.</returns>
    public static PreviousFlow Enter(EventContext context)
    {
        var before = Capture();
        Flowing.Value = context;
        return before;
    }

    public static PreviousFlow Enter(EventContext context, ref CapturedFlow? captured)
    {
        var before = Capture();
        if (before.Flow is { } flow && captured is { } known && ReferenceEquals(known.Outside, flow) && ReferenceEquals(known.Context, context))
        {
            ExecutionContext.Restore(known.Inside);
            return before;
        }

        Flowing.Value = context;
        if (before.Flow is not null && ExecutionContext.Capture() is { } inside)
            captured = new(before.Flow, inside, context);

        return before;
    }

    public static void Leave(PreviousFlow before)
    {
        if (before.Flow is not null)
            ExecutionContext.Restore(before.Flow);
        else
            Flowing.Value = before.Event;
    }

    private static PreviousFlow Capture() => ExecutionContext.Capture() is { } flow ? new(flow, null) : new(null, Flowing.Value);

    /// <summary>The execution context before, or the event alone where the flow of the execution context is suppressed.</summary>
    public readonly record struct PreviousFlow(ExecutionContext? Flow, EventContext? Event);

    /// <summary>
    /// The execution context inside the handlers of <paramref name="Context"/>, for the one outside for which it was captured.
    /// </summary>
    public sealed record CapturedFlow(ExecutionContext Outside, ExecutionContext Inside, EventContext Context);
}
