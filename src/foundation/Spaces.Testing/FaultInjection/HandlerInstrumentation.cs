using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Spaces.Testing.FaultInjection;

/// <summary>Wraps every handler of a test's bus: records its start and end, and injects faults.</summary>
internal sealed class HandlerInstrumentation(FaultInjector faults, WorkScheduler scheduler, TimeProvider clock) : HandlerInterceptor
{
    private readonly ScheduleTrace? _trace = (scheduler as SeededScheduler)?.Trace;

    public override HandlerRegistration<TEvent> Wrap<TEvent>(HandlerRegistration<TEvent> registration)
    {
        var name = registration.Name;
        return registration with
        {
            Sync = registration.Sync is { } call ? WrapSync(name, call) : null,
            Async = registration.Async is { } begin ? WrapAsync(name, begin) : null,
            Handle = registration.Handle is { } handle ? WrapWithContext(name, handle) : null,
        };
    }

    private Action<TEvent> WrapSync<TEvent>(string name, Action<TEvent> call)
        where TEvent : IEvent => @event =>
    {
        if (IsIdle)
            call(@event);
        else
            Invoke(name, @event, call);
    };

    private Func<TEvent, CancellationToken, ValueTask> WrapAsync<TEvent>(string name, Func<TEvent, CancellationToken, ValueTask> begin)
        where TEvent : IEvent => (@event, cancellationToken) =>
        IsIdle ? begin(@event, cancellationToken) : InvokeAsync<TEvent>(name, () => begin(@event, cancellationToken), cancellationToken);

    private EventHandlerDelegate<TEvent> WrapWithContext<TEvent>(string name, EventHandlerDelegate<TEvent> handle)
        where TEvent : IEvent => (@event, context, cancellationToken) =>
        IsIdle ? handle(@event, context, cancellationToken) : InvokeAsync<TEvent>(name, () => handle(@event, context, cancellationToken), cancellationToken);

    private bool IsIdle => _trace is null && faults.AreNone;

    private void Invoke<TEvent>(string name, TEvent @event, Action<TEvent> call)
        where TEvent : IEvent
    {
        var number = _trace?.Began(name, EventType.Of<TEvent>().Name);
        Exception? fault = null;
        try
        {
            if (NextDelay<TEvent>(name) is { } delay)
                scheduler.BlockOn(Task.Delay(delay, clock));

            call(@event);
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

    private async ValueTask InvokeAsync<TEvent>(string name, Func<ValueTask> handle, CancellationToken cancellationToken)
        where TEvent : IEvent
    {
        var number = _trace?.Began(name, EventType.Of<TEvent>().Name);
        Exception? fault = null;
        try
        {
            if (NextDelay<TEvent>(name) is { } delay)
                await Task.Delay(delay, clock, delay == Timeout.InfiniteTimeSpan ? CancellationToken.None : cancellationToken);

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

    /// <returns>The delay before the handler runs; null for none.</returns>
    private TimeSpan? NextDelay<TEvent>(string name)
        where TEvent : IEvent
    {
        var strike = faults.Next(typeof(TEvent), name, scheduler.NextDouble);
        return strike is null or { Delay: not null } ? strike?.Delay : throw strike.Fault?.Invoke() ?? new InjectedFaultException(name);
    }
}
