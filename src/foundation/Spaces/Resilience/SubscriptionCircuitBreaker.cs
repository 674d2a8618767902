using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Polly;
using Polly.CircuitBreaker;

namespace Plaza.Spaces.Resilience;

/// <summary>
/// The circuit breaker of one subscription: Polly's, with its state published on the bus. Polly raises its events on a thread of its own;
/// here the call that opened or closed the breaker publishes them.
/// </summary>
internal sealed class SubscriptionCircuitBreaker
{
    private static readonly ResiliencePropertyKey<bool> Opened = new("plaza.opened");
    private static readonly ResiliencePropertyKey<bool> Called = new("plaza.called");

    private readonly CircuitBreakerStateProvider _state = new();
    private readonly Subscription _subscription;
    private readonly CircuitBreakerPolicy _policy;
    private readonly BusReporter _reporter;
    private readonly ResiliencePipeline _breaker;
    private int _isReportedOpen;

    public SubscriptionCircuitBreaker(Subscription subscription, CircuitBreakerPolicy policy, EventBus bus)
    {
        (_subscription, _policy, _reporter) = (subscription, policy, bus.Reporter);
        _breaker = new ResiliencePipelineBuilder { TimeProvider = bus.Clock }.AddCircuitBreaker(Strategy()).Build();
    }

    public bool IsOpen => _state is { CircuitState: CircuitState.Open or CircuitState.Isolated };

    public EventHandlerDelegate<TEvent> Wrap<TEvent>(EventHandlerDelegate<TEvent> handle)
        where TEvent : IEvent => async (@event, context, cancellationToken) =>
    {
        var resilience = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellationToken);
        try
        {
            await _breaker.ExecuteAsync(
                static (resilience, call) =>
                {
                    resilience.Properties.Set(Called, true);
                    return call.Handle(call.Event, call.Context, resilience.CancellationToken);
                },
                resilience,
                (Handle: handle, Event: @event, Context: context));
            if (_state.CircuitState is CircuitState.Closed && Interlocked.Exchange(ref _isReportedOpen, 0) is 1)
                _reporter.CircuitClosed(_subscription);
        }
        catch (BrokenCircuitException open) when (!resilience.Properties.TryGetValue(Called, out _))
        {
            throw new CircuitOpenException(open.RetryAfter);
        }
        catch (Exception fault) when (resilience.Properties.TryGetValue(Opened, out _))
        {
            Volatile.Write(ref _isReportedOpen, 1);
            _reporter.CircuitOpened(_subscription, _policy.BreakDuration, fault.Message);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(resilience);
        }
    };

    private CircuitBreakerStrategyOptions Strategy() => new()
    {
        FailureRatio = _policy.FailureRatio,
        MinimumThroughput = _policy.MinimumThroughput,
        SamplingDuration = _policy.SamplingDuration,
        StateProvider = _state,
        ShouldHandle = new PredicateBuilder().Handle<Exception>(),
        BreakDurationGenerator = opening =>
        {
            opening.Context.Properties.Set(Opened, true);
            return new(_policy.BreakDuration);
        },
    };
}
