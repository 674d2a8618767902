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

    /// <returns>What flowed before, to be given to <see cref="Leave"/>; null when somebody has forbidden the flow.</returns>
    public static ExecutionContext? Enter(EventContext context)
    {
        var before = ExecutionContext.Capture();
        Flowing.Value = context;
        return before;
    }

    public static ExecutionContext? Enter(EventContext context, ref Remembered? remembered)
    {
        var before = ExecutionContext.Capture();
        if (before is not null && remembered is { } known && ReferenceEquals(known.Before, before) && ReferenceEquals(known.Context, context))
        {
            ExecutionContext.Restore(known.Inside);
            return before;
        }

        Flowing.Value = context;
        if (before is not null && ExecutionContext.Capture() is { } inside)
            remembered = new(before, inside, context);

        return before;
    }

    public static void Leave(ExecutionContext? before)
    {
        if (before is not null)
            ExecutionContext.Restore(before);
        else
            Flowing.Value = null;
    }

    /// <summary>What flows inside the handlers of <paramref name="Context"/> when <paramref name="Before"/> flows outside.</summary>
    public sealed record Remembered(ExecutionContext Before, ExecutionContext Inside, EventContext Context);
}
