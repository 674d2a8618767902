using Plaza.Spaces.Events;
using Plaza.Spaces.Telling;
using Polly;
using Polly.CircuitBreaker;

namespace Plaza.Spaces.Resilience;

/// <summary>The breaker of one subscription: Polly's, with its state told on the bus.</summary>
internal sealed class Circuit(Subscription subscription, BreakerPolicy policy, Reports reports)
{
    private readonly CircuitBreakerStateProvider _state = new();

    public bool IsOpen => _state is { CircuitState: CircuitState.Open or CircuitState.Isolated };

    public TimeSpan Pause => policy.Pause;

    public CircuitBreakerStrategyOptions Strategy() => new()
    {
        FailureRatio = policy.Ratio,
        MinimumThroughput = policy.Least,
        SamplingDuration = policy.Within,
        BreakDuration = policy.Pause,
        StateProvider = _state,
        ShouldHandle = new PredicateBuilder().Handle<Exception>(),
        OnOpened = opened =>
        {
            reports.CircuitOpened(subscription, opened.BreakDuration, opened.Outcome.Exception?.Message ?? "");
            return default;
        },
        OnClosed = _ =>
        {
            reports.CircuitClosed(subscription);
            return default;
        },
    };
}
