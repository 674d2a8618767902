using System.Security.Cryptography;

namespace Plaza.Spaces.Dispatch;

/// <summary>Runs the work of queues: on the thread pool, or in tests in an order given by a seed.</summary>
internal class WorkScheduler
{
    /// <summary>How many events a worker handles before it yields its thread.</summary>
    public virtual int MaxEventsPerTurn => 256;

    /// <summary>Queues the work item.</summary>
    public virtual void Run(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    /// <summary>Runs a handler on another thread, so that a handler that blocks can be abandoned.</summary>
    public virtual Task RunAsync(Func<ValueTask> handler) => Task.Run(() => handler().AsTask());

    /// <summary>
    /// Cancels the token of an abandoned handler. Callbacks of the token are the handler's own code and may throw or block:
    /// then they are abandoned too.
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

    /// <summary>Blocks this thread until the task has completed, faulted or not.</summary>
    public virtual void BlockOn(Task task) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne();

    /// <summary>A random number in [0, 1) for jitter.</summary>
    public virtual double NextDouble() => RandomNumberGenerator.GetInt32(1 << 30) / (double)(1 << 30);
}
