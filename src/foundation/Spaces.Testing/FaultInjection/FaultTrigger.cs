namespace Plaza.Spaces.Testing.FaultInjection;

/// <summary>Which calls of a handler a fault strikes.</summary>
public sealed class FaultTrigger
{
    private readonly Func<int, Func<double>, bool> _strikes;

    private FaultTrigger(Func<int, Func<double>, bool> strikes) => _strikes = strikes;

    public static FaultTrigger Always { get; } = new(static (_, _) => true);

    /// <summary>The first calls, so many.</summary>
    public static FaultTrigger FirstN(int times) => new((call, _) => call <= times);

    /// <summary>The n-th call, the one n calls later, and so on.</summary>
    public static FaultTrigger EveryNth(int nth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        return new((call, _) => call % nth is 0);
    }

    /// <summary>By chance, which the seed of the schedule decides where there is one.</summary>
    /// <param name="part">The part of calls, from 0 to 1.</param>
    public static FaultTrigger WithProbability(double part) => new((_, chance) => chance() < part);

    internal bool Strikes(int call, Func<double> chance) => _strikes(call, chance);
}
