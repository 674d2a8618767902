using System.Reflection;
using System.Runtime.CompilerServices;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Polly;
using Polly.Retry;

namespace Plaza.Spaces.Resilience;

/// <summary>
/// A handler with what its delivery puts round it, from the inside: decorators, limit of time, breaker, retries, condition.
/// A synchronous handler with nothing round it stays one.
/// </summary>
internal sealed class Guarded<TEvent>
    where TEvent : IEvent
{
    private readonly Subscription _subscription;
    private readonly EventBus _bus;

    public Guarded(Subscription subscription, HandlerRegistration<TEvent> listener, EventBus bus)
    {
        _subscription = subscription;
        _bus = bus;

        var delivery = listener.Delivery;
        var plain = delivery.Plain;
        RefuseAsyncVoid(listener.Sync);
        listener = bus.Interceptor?.Wrap(listener) ?? listener;
        KeepsTime = plain is { Limit: not null } or { Retries: not null } or { Circuit: not null };
        IsCurious = listener.Handle is not null || delivery.Decorator is not null || KeepsTime;

        if (delivery.Decorator is null && !KeepsTime && listener.Handle is null)
            (Sync, Async) = (Filtered(listener.Sync, delivery.Concerns), Filtered(listener.Async, delivery.Concerns));
        else
            Async = Filtered(AsBegin(Guard(Decorated(AsHandle(listener), delivery.Decorator), plain)), delivery.Concerns);
    }

    public Action<TEvent>? Sync { get; }

    public Func<TEvent, CancellationToken, ValueTask>? Async { get; }

    /// <summary>Null where the delivery asks for none.</summary>
    public Circuit? Circuit { get; private set; }

    public bool IsCurious { get; }

    /// <summary>The limit of time is kept here, for each try.</summary>
    public bool KeepsTime { get; }

    /// <summary>What such a method throws ends the program: nobody can catch it.</summary>
    private static void RefuseAsyncVoid(Action<TEvent>? call)
    {
        if (call?.Method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false) is true)
            throw new ArgumentException($"{call.Method.Name} is async void, so its errors cannot be caught. Take the cancellation token too, and it returns a ValueTask.", nameof(call));
    }

    private static Handle<TEvent> AsHandle(HandlerRegistration<TEvent> listener) => listener switch
    {
        { Handle: { } handle } => handle,
        { Async: { } begin } => (happened, _, ct) => begin(happened, ct),
        { Sync: { } call } => AsHandle(call),
        _ => throw new ArgumentException("There is no handler.", nameof(listener)),
    };

    private static Handle<TEvent> AsHandle(Action<TEvent> call) => (happened, _, _) =>
    {
        call(happened);
        return ValueTask.CompletedTask;
    };

    /// <summary>Decorators and condition alone: all else is for the journal.</summary>
    public static Handle<TEvent> Outside(HandlerRegistration<TEvent> listener, HandlerInterceptor? interception)
    {
        RefuseAsyncVoid(listener.Sync);
        listener = interception?.Wrap(listener) ?? listener;
        var decorated = Decorated(AsHandle(listener), listener.Delivery.Decorator);
        return listener.Delivery.Concerns is not { } concerns
            ? decorated
            : (happened, context, ct) => concerns(happened) ? decorated(happened, context, ct) : ValueTask.CompletedTask;
    }

    private static Handle<TEvent> Decorated(Handle<TEvent> handle, Func<Handle<TEvent>, Handle<TEvent>>? decorator) =>
        decorator is null ? handle : decorator(handle);

    private static Func<TEvent, CancellationToken, ValueTask> AsBegin(Handle<TEvent> handle) =>
        (happened, ct) => handle(happened, EventContext.Current!, ct);

    private static Action<TEvent>? Filtered(Action<TEvent>? call, Func<TEvent, bool>? concerns) =>
        call is null || concerns is null ? call : happened =>
        {
            if (concerns(happened))
                call(happened);
        };

    private static Func<TEvent, CancellationToken, ValueTask>? Filtered(
        Func<TEvent, CancellationToken, ValueTask>? begin, Func<TEvent, bool>? concerns) =>
        begin is null || concerns is null ? begin : (happened, ct) => concerns(happened) ? begin(happened, ct) : ValueTask.CompletedTask;

    private Handle<TEvent> Guard(Handle<TEvent> handle, Delivery plain)
    {
        if (KeepsTime)
            handle = Timed(handle, plain.Limit ?? _bus.Options.HandlerLimit, plain.Mode is DeliveryMode.Inline);

        if (plain.Circuit is { } policy)
        {
            Circuit = new(_subscription, policy, _bus);
            handle = Circuit.Round(handle);
        }

        return plain.Retries is { } retries ? Tried(handle, Strategy(retries)) : handle;
    }

    /// <summary>One that runs on the publisher's thread can be left only once it waits; others are run where they can be left anyway.</summary>
    private Handle<TEvent> Timed(Handle<TEvent> handle, TimeSpan limit, bool inline) => async (happened, context, ct) =>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var token = stop.Token;
        var running = inline ? handle(happened, context, token).AsTask() : _bus.Scheduler.RunAsync(() => handle(happened, context, token));
        try
        {
            await running.WaitAsync(limit, _bus.Clock, ct);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            var thrown = await _bus.Scheduler.CancelAsync(stop, limit, _bus.Clock);
            TimedOutHandlers.ObserveException(running);
            throw TimedOutHandlers.CreateTimeout(limit, thrown);
        }
    };

    private RetryStrategyOptions Strategy(RetryPolicy retries) => new()
    {
        MaxRetryAttempts = retries.Times,
        Delay = retries.First,
        MaxDelay = retries.Longest,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Randomizer = _bus.Scheduler.NextDouble,
        ShouldHandle = static retry => new(
            retry.Outcome.Exception is not (null or CircuitIsOpen) && !retry.Context.CancellationToken.IsCancellationRequested),
        OnRetry = retry =>
        {
            if (retry.Context.Properties.TryGetValue(Trial.Key, out var trial))
                _bus.Reporter.Fault(_subscription, trial.Happened, trial.Context, retry.Outcome.Exception!, trial.Number++, willRetry: true);

            return default;
        },
    };

    private Handle<TEvent> Tried(Handle<TEvent> handle, RetryStrategyOptions strategy)
    {
        var retrying = new ResiliencePipelineBuilder { TimeProvider = _bus.Clock }.AddRetry(strategy).Build();
        return async (happened, context, ct) =>
        {
            var trial = new Trial(happened, context);
            var resilience = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, ct);
            resilience.Properties.Set(Trial.Key, trial);
            try
            {
                await retrying.ExecuteAsync(
                    (resilience, trial) => handle(trial.Happened, trial.Number is 1 ? trial.Context : trial.Context.Again(trial.Number), resilience.CancellationToken),
                    resilience,
                    trial);
            }
            catch (Exception fault) when (fault is not CircuitIsOpen)
            {
                throw new GivenUp(trial.Number, fault);
            }
            finally
            {
                ResilienceContextPool.Shared.Return(resilience);
            }
        };
    }

    /// <summary>One event and how often it was tried.</summary>
    private sealed class Trial(TEvent happened, EventContext context)
    {
        public static readonly ResiliencePropertyKey<Trial> Key = new("plaza.trial");

        public TEvent Happened => happened;

        public EventContext Context => context;

        public int Number { get; set; } = 1;
    }
}
