using Plaza.Spaces.Events;

namespace Plaza.Spaces.Telling;

/// <summary>
/// The event being handled, carried along wherever an asynchronous handler goes on. To set it costs two objects; while
/// nothing else flows with the call, what was captured once is put back instead and costs none.
/// </summary>
internal static class Ambient
{
    private static readonly AsyncLocal<EventContext?> Flowing = new();

    public static EventContext? Current => Flowing.Value;

    /// <returns>What flowed before, to be given to <see cref="Leave"/>.</returns>
    public static Before Enter(EventContext context)
    {
        var before = Now();
        Flowing.Value = context;
        return before;
    }

    public static Before Enter(EventContext context, ref Remembered? remembered)
    {
        var before = Now();
        if (before.Flow is { } flow && remembered is { } known && ReferenceEquals(known.Before, flow) && ReferenceEquals(known.Context, context))
        {
            ExecutionContext.Restore(known.Inside);
            return before;
        }

        Flowing.Value = context;
        if (before.Flow is not null && ExecutionContext.Capture() is { } inside)
            remembered = new(before.Flow, inside, context);

        return before;
    }

    public static void Leave(Before before)
    {
        if (before.Flow is not null)
            ExecutionContext.Restore(before.Flow);
        else
            Flowing.Value = before.Event;
    }

    private static Before Now() => ExecutionContext.Capture() is { } flow ? new(flow, null) : new(null, Flowing.Value);

    /// <summary>What flowed before: everything, or the event alone where somebody has forbidden the flow.</summary>
    public readonly record struct Before(ExecutionContext? Flow, EventContext? Event);

    /// <summary>What flows inside the handlers of <paramref name="Context"/> when <paramref name="Before"/> flows outside.</summary>
    public sealed record Remembered(ExecutionContext Before, ExecutionContext Inside, EventContext Context);
}
