using System.Diagnostics;

namespace Plaza.Tests.Support;

/// <summary>Polls until a condition is true. The timeout is generous; reaching it fails the test.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>The first result that is not null.</returns>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> ask, string what, TimeSpan? limit = null)
        where T : class
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await ask() is { } answer)
                return answer;

            if (Stopwatch.GetElapsedTime(began) > (limit ?? Limit))
                throw new TimeoutException($"In {limit ?? Limit} it did not come true that {what}.");

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<Task<bool>> ask, string what, TimeSpan? limit = null) =>
        GetAsync(async () => await ask() ? "" : null, what, limit);

    public static Task TrueAsync(Func<bool> ask, string what, TimeSpan? limit = null) => TrueAsync(() => Task.FromResult(ask()), what, limit);
}
