using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// The event being handled, carried along wherever an asynchronous handler goes on. To set it costs two objects; while
/// nothing else flows with the call, what was captured once is put back instead and costs none.
/// </summary>
internal static class AmbientEventContext
{
    private static readonly AsyncLocal<EventContext?> Flowing = new();

    public static EventContext? Current => Flowing.Value;

    /// <returns>What flowed before, to be given to <see cref="Leave"/>.</returns>
    public static PreviousFlow Enter(EventContext context)
    {
        var before = Capture();
        Flowing.Value = context;
        return before;
    }

    public static PreviousFlow Enter(EventContext context, ref CapturedFlow? remembered)
    {
        var before = Capture();
        if (before.Flow is { } flow && remembered is { } known && ReferenceEquals(known.Outside, flow) && ReferenceEquals(known.Context, context))
        {
            ExecutionContext.Restore(known.Inside);
            return before;
        }

        Flowing.Value = context;
        if (before.Flow is not null && ExecutionContext.Capture() is { } inside)
            remembered = new(before.Flow, inside, context);

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

    /// <summary>What flowed before: everything, or the event alone where somebody has forbidden the flow.</summary>
    public readonly record struct PreviousFlow(ExecutionContext? Flow, EventContext? Event);

    /// <summary>What flows inside the handlers of <paramref name="Context"/> when <paramref name="Outside"/> flows outside.</summary>
    public sealed record CapturedFlow(ExecutionContext Outside, ExecutionContext Inside, EventContext Context);
}
