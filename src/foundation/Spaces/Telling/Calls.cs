using System.Runtime.CompilerServices;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Telling;

/// <summary>All handlers are synchronous and nobody watches: the way on which every nanosecond counts.</summary>
internal static class Calls<TEvent>
    where TEvent : IEvent
{
    public static PublishResult Tell(Listing<Action<TEvent>>.Page page, Turn turn, TEvent happened, EventBus bus)
    {
        var used = page.Used;
        var items = page.Items;
        ref var position = ref turn.Top.Position;
        int delivered = 0, faulted = 0, from = 0, holes = 0;

        while (true)
        {
            try
            {
                Run(items, from, used, happened, ref position, ref holes);
                return new(delivered + used - from - holes, 0, faulted);
            }
            catch (Exception fault)
            {
                delivered += position - from - holes;
                faulted++;
                holes = 0;
                from = position + 1;
                bus.Reports.Fault(page.Places[position].Owner, happened, turn.Top.Known(), fault);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run(Action<TEvent>?[] items, int from, int used, TEvent happened, ref int position, ref int holes)
    {
        for (var index = from; index < used; index++)
        {
            position = index;
            if (items[index] is { } call)
                call(happened);
            else
                holes++;
        }
    }
}
