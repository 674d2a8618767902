using System.Security.Cryptography;

namespace Plaza.Spaces.Dispatch;

/// <summary>Where the work of queues runs: on the thread pool, or in tests in an order that a seed decides.</summary>
internal class WorkScheduler
{
    /// <summary>How many events a queue handles before it lets other work have the thread.</summary>
    public virtual int MaxEventsPerTurn => 256;

    /// <summary>Has it run, soon and elsewhere.</summary>
    public virtual void Run(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    /// <summary>Has a handler run elsewhere, so that one that blocks can be left behind.</summary>
    public virtual Task RunAsync(Func<ValueTask> handler) => Task.Run(() => handler().AsTask());

    /// <summary>
    /// Tells a handler that was left behind. Who listens to the token is the handler's own code, so it may throw, or block: then
    /// it is left behind once more.
    /// </summary>
    /// <returns>What was thrown.</returns>
    public async Task<Exception?> CancelAsync(CancellationTokenSource stop, TimeSpan limit, TimeProvider clock)
    {
        var cancelling = RunAsync(() =>
        {
            stop.Cancel();
            return ValueTask.CompletedTask;
        });
        try
        {
            await cancelling.WaitAsync(limit, clock);
            return null;
        }
        catch (Exception thrown)
        {
            TimedOutHandlers.ObserveException(cancelling);
            return thrown;
        }
    }

    /// <summary>Holds this thread until the task has ended, well or not.</summary>
    public virtual void BlockOn(Task task) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne();

    /// <summary>A number from 0 up to 1 for the jitter of pauses.</summary>
    public virtual double NextDouble() => RandomNumberGenerator.GetInt32(1 << 30) / (double)(1 << 30);
}
