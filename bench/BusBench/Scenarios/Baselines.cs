using System.Runtime.CompilerServices;

namespace Plaza.BusBench.Scenarios;

/// <summary>Hand-written dispatch without a bus. Each is a call, as publishing is.</summary>
internal static class Baselines
{
    /// <summary>The baseline of the synchronous scenarios.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Loop(Action<BenchmarkEvent>[] handlers, BenchmarkEvent passed)
    {
        foreach (var handler in handlers)
            handler(passed);
    }

    /// <summary>The simplest isolation: a try block for each handler.</summary>
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

    /// <summary>Does not await a handler that has completed synchronously.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ValueTask LoopWithCompletionCheck(Func<BenchmarkEvent, CancellationToken, ValueTask>[] handlers, BenchmarkEvent passed, CancellationToken ct)
    {
        foreach (var handler in handlers)
        {
            var handling = handler(passed, ct);
            if (!handling.IsCompletedSuccessfully)
                throw new NotSupportedException("The handlers of these rows end at once.");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The baseline of the asynchronous scenarios.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async ValueTask LoopAsync(Func<BenchmarkEvent, CancellationToken, ValueTask>[] handlers, BenchmarkEvent passed, CancellationToken ct)
    {
        foreach (var handler in handlers)
            await handler(passed, ct);
    }
}
