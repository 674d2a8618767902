namespace Plaza.Spaces.Dispatch;

/// <summary>A handler that exceeded its timeout: nothing waits for it any more.</summary>
internal static class TimedOutHandlers
{
    /// <param name="limit">Its timeout.</param>
    /// <param name="thrown">The exception thrown by its cancellation; null for none.</param>
    public static TimeoutException CreateTimeout(TimeSpan limit, Exception? thrown = null) =>
        new($"The handler took longer than {limit.TotalSeconds} s and was abandoned.", thrown);

    /// <summary>Observes the exception that the abandoned handler may still throw.</summary>
    public static void ObserveException(Task running) =>
        _ = running.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
