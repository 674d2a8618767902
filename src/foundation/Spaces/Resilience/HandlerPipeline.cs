using System.Reflection;
using System.Runtime.CompilerServices;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Polly;
using Polly.Retry;

namespace Plaza.Spaces.Resilience;

/// <summary>
/// A handler with the policies of its delivery, from the inside: decorators, timeout, circuit breaker, retries, filter.
/// A synchronous handler with nothing round it stays one.
/// </summary>
internal sealed class HandlerPipeline<TEvent>
    where TEvent : IEvent
{
    private readonly Subscription _subscription;
    private readonly EventBus _bus;

    public HandlerPipeline(Subscription subscription, HandlerRegistration<TEvent> registration, EventBus bus)
    {
        _subscription = subscription;
        _bus = bus;

        var delivery = registration.Delivery;
        var plain = delivery.Untyped;
        RejectAsyncVoid(registration.Sync);
        registration = bus.Interceptor?.Wrap(registration) ?? registration;
        HasTimeout = plain is { HandlerTimeout: not null } or { RetryPolicy: not null } or { CircuitBreakerPolicy: not null };
        NeedsContext = registration.Handle is not null || delivery.Decorator is not null || HasTimeout;

        if (delivery.Decorator is null && !HasTimeout && registration.Handle is null)
            (Sync, Async) = (Filtered(registration.Sync, delivery.Filter), Filtered(registration.Async, delivery.Filter));
        else
            Async = Filtered(AsAsync(Protect(Decorated(AsHandle(registration), delivery.Decorator), plain)), delivery.Filter);
    }

    public Action<TEvent>? Sync { get; }

    public Func<TEvent, CancellationToken, ValueTask>? Async { get; }

    /// <summary>Null where the delivery has none.</summary>
    public SubscriptionCircuitBreaker? Circuit { get; private set; }

    public bool NeedsContext { get; }

    /// <summary>Applies the timeout to each attempt.</summary>
    public bool HasTimeout { get; }

    /// <summary>An exception of an <c>async void</c> method cannot be caught and ends the process.</summary>
    private static void RejectAsyncVoid(Action<TEvent>? syncHandler)
    {
        if (syncHandler?.Method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false) is true)
            throw new ArgumentException($"{syncHandler.Method.Name} is async void, so its errors cannot be caught. Take the cancellation token too, and it returns a ValueTask.", nameof(syncHandler));
    }

    private static EventHandlerDelegate<TEvent> AsHandle(HandlerRegistration<TEvent> registration) => registration switch
    {
        { Handle: { } handle } => handle,
        { Async: { } asyncHandler } => (@event, _, cancellationToken) => asyncHandler(@event, cancellationToken),
        { Sync: { } syncHandler } => AsHandle(syncHandler),
        _ => throw new ArgumentException("There is no handler.", nameof(registration)),
    };

    private static EventHandlerDelegate<TEvent> AsHandle(Action<TEvent> syncHandler) => (@event, _, _) =>
    {
        syncHandler(@event);
        return ValueTask.CompletedTask;
    };

    /// <summary>Decorators and condition alone: all else is for the journal.</summary>
    public static EventHandlerDelegate<TEvent> CreateDurable(HandlerRegistration<TEvent> registration, HandlerInterceptor? interception)
    {
        RejectAsyncVoid(registration.Sync);
        registration = interception?.Wrap(registration) ?? registration;
        var decorated = Decorated(AsHandle(registration), registration.Delivery.Decorator);
        return registration.Delivery.Filter is not { } predicate
            ? decorated
            : (@event, context, cancellationToken) => predicate(@event) ? decorated(@event, context, cancellationToken) : ValueTask.CompletedTask;
    }

    private static EventHandlerDelegate<TEvent> Decorated(EventHandlerDelegate<TEvent> handle, Func<EventHandlerDelegate<TEvent>, EventHandlerDelegate<TEvent>>? decorator) =>
        decorator is null ? handle : decorator(handle);

    private static Func<TEvent, CancellationToken, ValueTask> AsAsync(EventHandlerDelegate<TEvent> handle) =>
        (@event, cancellationToken) => handle(@event, EventContext.Current!, cancellationToken);

    private static Action<TEvent>? Filtered(Action<TEvent>? syncHandler, Func<TEvent, bool>? predicate) =>
        syncHandler is null || predicate is null ? syncHandler : @event =>
        {
            if (predicate(@event))
                syncHandler(@event);
        };

    private static Func<TEvent, CancellationToken, ValueTask>? Filtered(
        Func<TEvent, CancellationToken, ValueTask>? asyncHandler, Func<TEvent, bool>? predicate) =>
        asyncHandler is null || predicate is null ? asyncHandler : (@event, cancellationToken) => predicate(@event) ? asyncHandler(@event, cancellationToken) : ValueTask.CompletedTask;

    private EventHandlerDelegate<TEvent> Protect(EventHandlerDelegate<TEvent> handle, Delivery plain)
    {
        if (HasTimeout)
            handle = WithTimeout(handle, plain.HandlerTimeout ?? _bus.Options.HandlerTimeout, plain.Mode is DeliveryMode.Inline);

        if (plain.CircuitBreakerPolicy is { } policy)
        {
            Circuit = new(_subscription, policy, _bus);
            handle = Circuit.Wrap(handle);
        }

        return plain.RetryPolicy is { } retries ? WithRetries(handle, Strategy(retries)) : handle;
    }

    /// <summary>A handler on the publisher's thread can be abandoned only once it awaits; others run where they can be abandoned.</summary>
    private EventHandlerDelegate<TEvent> WithTimeout(EventHandlerDelegate<TEvent> handle, TimeSpan limit, bool inline) => async (@event, context, cancellationToken) =>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;
        var running = inline ? handle(@event, context, token).AsTask() : _bus.Scheduler.RunAsync(() => handle(@event, context, token));
        try
        {
            await running.WaitAsync(limit, _bus.Clock, cancellationToken);
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
        MaxRetryAttempts = retries.MaxRetryAttempts,
        Delay = retries.Delay,
        MaxDelay = retries.MaxDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Randomizer = _bus.Scheduler.NextDouble,
        ShouldHandle = static retry => new(
            retry.Outcome.Exception is not (null or CircuitOpenException) && !retry.Context.CancellationToken.IsCancellationRequested),
        OnRetry = retry =>
        {
            if (retry.Context.Properties.TryGetValue(AttemptState.Key, out var state))
                _bus.Reporter.Fault(_subscription, state.Event, state.Context, retry.Outcome.Exception!, state.Attempt++, willRetry: true);

            return default;
        },
    };

    private EventHandlerDelegate<TEvent> WithRetries(EventHandlerDelegate<TEvent> handle, RetryStrategyOptions strategy)
    {
        var retrying = new ResiliencePipelineBuilder { TimeProvider = _bus.Clock }.AddRetry(strategy).Build();
        return async (@event, context, cancellationToken) =>
        {
            var state = new AttemptState(@event, context);
            var resilience = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellationToken);
            resilience.Properties.Set(AttemptState.Key, state);
            try
            {
                await retrying.ExecuteAsync(
                    (resilience, state) => handle(state.Event, state.Attempt is 1 ? state.Context : state.Context.ForAttempt(state.Attempt), resilience.CancellationToken),
                    resilience,
                    state);
            }
            catch (Exception fault) when (fault is not CircuitOpenException)
            {
                throw new RetriesExhaustedException(state.Attempt, fault);
            }
            finally
            {
                ResilienceContextPool.Shared.Return(resilience);
            }
        };
    }

    /// <summary>An event and its number of attempts.</summary>
    private sealed class AttemptState(TEvent @event, EventContext context)
    {
        public static readonly ResiliencePropertyKey<AttemptState> Key = new("plaza.trial");

        public TEvent Event => @event;

        public EventContext Context => context;

        public int Attempt { get; set; } = 1;
    }
}
