namespace Plaza.Spaces.Testing.FaultInjection;

/// <summary>The calls of a handler into which a fault is injected.</summary>
public sealed class FaultTrigger
{
    private readonly Func<int, Func<double>, bool> _strikes;

    private FaultTrigger(Func<int, Func<double>, bool> strikes) => _strikes = strikes;

    public static FaultTrigger Always { get; } = new(static (_, _) => true);

    /// <summary>The first <paramref name="times"/> calls.</summary>
    public static FaultTrigger FirstN(int times) => new((call, _) => call <= times);

    /// <summary>Every <paramref name="nth"/> call.</summary>
    public static FaultTrigger EveryNth(int nth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        return new((call, _) => call % nth is 0);
    }

    /// <summary>Random calls, determined by the seed of the schedule where there is one.</summary>
    /// <param name="part">The probability, from 0 to 1.</param>
    public static FaultTrigger WithProbability(double part) => new((_, chance) => chance() < part);

    internal bool Strikes(int call, Func<double> chance) => _strikes(call, chance);
}
