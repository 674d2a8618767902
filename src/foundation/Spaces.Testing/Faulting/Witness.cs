using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Spaces.Testing.Faulting;

/// <summary>Stands round every handler of a test's bus: notes when it begins and ends, and strikes it with the faults that are planned.</summary>
internal sealed class Witness(Faults faults, WorkScheduler scheduler, TimeProvider clock) : HandlerInterceptor
{
    private readonly ScheduleTrace? _trace = (scheduler as SeededScheduler)?.Trace;

    public override HandlerRegistration<TEvent> Wrap<TEvent>(HandlerRegistration<TEvent> listener)
    {
        var name = listener.Name;
        return listener with
        {
            Sync = listener.Sync is { } call ? Call(name, call) : null,
            Async = listener.Async is { } begin ? Begin(name, begin) : null,
            Handle = listener.Handle is { } handle ? Handle(name, handle) : null,
        };
    }

    private Action<TEvent> Call<TEvent>(string name, Action<TEvent> call)
        where TEvent : IEvent => happened =>
    {
        if (IsIdle)
            call(happened);
        else
            Watch(name, happened, call);
    };

    private Func<TEvent, CancellationToken, ValueTask> Begin<TEvent>(string name, Func<TEvent, CancellationToken, ValueTask> begin)
        where TEvent : IEvent => (happened, ct) =>
        IsIdle ? begin(happened, ct) : WatchAsync<TEvent>(name, () => begin(happened, ct), ct);

    private Handle<TEvent> Handle<TEvent>(string name, Handle<TEvent> handle)
        where TEvent : IEvent => (happened, context, ct) =>
        IsIdle ? handle(happened, context, ct) : WatchAsync<TEvent>(name, () => handle(happened, context, ct), ct);

    private bool IsIdle => _trace is null && faults.AreNone;

    private void Watch<TEvent>(string name, TEvent happened, Action<TEvent> call)
        where TEvent : IEvent
    {
        var number = _trace?.Began(name, EventType.Of<TEvent>().Name);
        Exception? fault = null;
        try
        {
            if (Strike<TEvent>(name) is { } delay)
                scheduler.BlockOn(Task.Delay(delay, clock));

            call(happened);
        }
        catch (Exception thrown)
        {
            fault = thrown;
            throw;
        }
        finally
        {
            if (number is not null)
                _trace!.Ended(number, fault);
        }
    }

    private async ValueTask WatchAsync<TEvent>(string name, Func<ValueTask> handle, CancellationToken ct)
        where TEvent : IEvent
    {
        var number = _trace?.Began(name, EventType.Of<TEvent>().Name);
        Exception? fault = null;
        try
        {
            if (Strike<TEvent>(name) is { } delay)
                await Task.Delay(delay, clock, delay == Timeout.InfiniteTimeSpan ? CancellationToken.None : ct);

            await handle();
        }
        catch (Exception thrown)
        {
            fault = thrown;
            throw;
        }
        finally
        {
            if (number is not null)
                _trace!.Ended(number, fault);
        }
    }

    /// <returns>How long to wait before the handler does its part; null when it is not struck.</returns>
    private TimeSpan? Strike<TEvent>(string name)
        where TEvent : IEvent
    {
        var strike = faults.Next(typeof(TEvent), name, scheduler.NextDouble);
        return strike is null or { Delay: not null } ? strike?.Delay : throw strike.Fault?.Invoke() ?? new InjectedFaultException(name);
    }
}
