namespace Plaza.BusBench.Scenarios;

/// <summary>
/// A handler with minimal work, in eight forms, so that the compiler cannot specialise the baseline or the bus for one of them.
/// </summary>
internal sealed class NoOpSubscriber
{
    private int _sum;

    public static Action<BenchmarkEvent>[] Calls(int count) => [.. Enumerable.Range(0, count).Select(number => new NoOpSubscriber().Call(number))];

    public static Func<BenchmarkEvent, CancellationToken, ValueTask>[] Begins(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new NoOpSubscriber().Begin(number))];

    /// <summary>The same forms with the target as an argument.</summary>
    public static Action<NoOpSubscriber, BenchmarkEvent> Bound(int number) => (number % 8) switch
    {
        0 => static (subscriber, passed) => subscriber._sum += passed.Number,
        1 => static (subscriber, passed) => subscriber._sum -= passed.Number,
        2 => static (subscriber, passed) => subscriber._sum ^= passed.Number,
        3 => static (subscriber, passed) => subscriber._sum |= passed.Number,
        4 => static (subscriber, passed) => subscriber._sum += passed.Number * 2,
        5 => static (subscriber, passed) => subscriber._sum -= passed.Number * 2,
        6 => static (subscriber, passed) => subscriber._sum ^= passed.Number * 2,
        _ => static (subscriber, passed) => subscriber._sum |= passed.Number * 2,
    };

    private Action<BenchmarkEvent> Call(int number) => (number % 8) switch
    {
        0 => passed => _sum += passed.Number,
        1 => passed => _sum -= passed.Number,
        2 => passed => _sum ^= passed.Number,
        3 => passed => _sum |= passed.Number,
        4 => passed => _sum += passed.Number * 2,
        5 => passed => _sum -= passed.Number * 2,
        6 => passed => _sum ^= passed.Number * 2,
        _ => passed => _sum |= passed.Number * 2,
    };

    private Func<BenchmarkEvent, CancellationToken, ValueTask> Begin(int number) => (number % 4) switch
    {
        0 => (passed, _) => After(_sum += passed.Number),
        1 => (passed, _) => After(_sum -= passed.Number),
        2 => (passed, _) => After(_sum ^= passed.Number),
        _ => (passed, _) => After(_sum |= passed.Number),
    };

    private static ValueTask After(int sum)
    {
        _ = sum;
        return ValueTask.CompletedTask;
    }
}
