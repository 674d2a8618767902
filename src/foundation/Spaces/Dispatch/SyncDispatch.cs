using System.Runtime.CompilerServices;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>The hot path: all handlers are inline and synchronous, and no telemetry is on.</summary>
internal static class SyncDispatch<TEvent>
    where TEvent : IEvent
{
    public static PublishResult Dispatch(SlotList<Action<TEvent>>.Segment segment, ThreadDispatchState state, TEvent @event, EventBus bus)
    {
        var used = segment.Used;
        var items = segment.Items;
        ref var position = ref state.Top.Position;
        int delivered = 0, faulted = 0, from = 0, gaps = 0;

        while (true)
        {
            try
            {
                Invoke(items, from, used, @event, ref position, ref gaps);
                return new(delivered + used - from - gaps, 0, faulted);
            }
            catch (Exception fault)
            {
                delivered += position - from - gaps;
                faulted++;
                gaps = 0;
                from = position + 1;
                bus.Reporter.Fault(segment.Slots[position].Owner, @event, state.Top.GetContext(), fault);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Invoke(Action<TEvent>?[] items, int from, int used, TEvent @event, ref int position, ref int gaps)
    {
        for (var index = from; index < used; index++)
        {
            position = index;
            if (items[index] is { } handler)
                handler(@event);
            else
                gaps++;
        }
    }
}
