using System.Runtime.CompilerServices;

namespace Plaza.BusBench.Rows;

/// <summary>What one would write by hand without a bus. Each is a call, as publishing is.</summary>
internal static class Floors
{
    /// <summary>The floor of all synchronous rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Loop(Action<BenchmarkEvent>[] handlers, BenchmarkEvent passed)
    {
        foreach (var handler in handlers)
            handler(passed);
    }

    /// <summary>The plainest isolation there is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int LoopWithTry(Action<BenchmarkEvent>[] handlers, BenchmarkEvent passed)
    {
        var faults = 0;
        foreach (var handler in handlers)
        {
            try
            {
                handler(passed);
            }
            catch (InvalidOperationException)
            {
                faults++;
            }
        }

        return faults;
    }

    /// <summary>The least there is to do: no <c>await</c> where a handler has ended at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ValueTask LoopThatLooks(Func<BenchmarkEvent, CancellationToken, ValueTask>[] handlers, BenchmarkEvent passed, CancellationToken ct)
    {
        foreach (var handler in handlers)
        {
            var handling = handler(passed, ct);
            if (!handling.IsCompletedSuccessfully)
                throw new NotSupportedException("The handlers of these rows end at once.");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The floor of all asynchronous rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async ValueTask LoopAsync(Func<BenchmarkEvent, CancellationToken, ValueTask>[] handlers, BenchmarkEvent passed, CancellationToken ct)
    {
        foreach (var handler in handlers)
            await handler(passed, ct);
    }
}
