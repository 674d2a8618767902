using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>
/// Runs one piece of work at a time; the seed selects it among those that are ready. Work that must block its thread keeps the thread, and
/// another thread continues, so that still only one piece runs at a time.
/// </summary>
internal sealed class SeededScheduler(TestSchedule schedule) : WorkScheduler
{
    private readonly Lock _lock = new();
    private readonly SeededRandom _random = new(schedule.Seed);
    private readonly List<Action> _ready = [];
    private readonly List<TaskCompletionSource> _waitingForIdle = [];
    private readonly HashSet<SemaphoreSlim> _blocked = [];
    private SemaphoreSlim? _next;
    private ScheduleRun? _run;
    private EventBus? _bus;
    private VirtualTimeProvider? _clock;

    public ScheduleTrace Trace { get; } = new();

    /// <summary>Set once the schedule is deadlocked or a piece of work threw an unhandled exception.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the current code runs as a piece of work.</summary>
    public bool IsInside => SynchronizationContext.Current is SeededSynchronizationContext context && context.Scheduler == this;

    public override int MaxEventsPerTurn => 1;

    public void Attach(EventBus bus, VirtualTimeProvider time) => (_bus, _clock) = (bus, time);

    public override double NextDouble()
    {
        lock (_lock)
            return _random.NextDouble();
    }

    public override void Run(IThreadPoolWorkItem work) => Add(work.Execute);

    public override async Task RunAsync(Func<ValueTask> handler)
    {
        SynchronizationContext.SetSynchronizationContext(new SeededSynchronizationContext(this));
        await Task.Yield();
        await handler();
    }

    public void Add(Action work)
    {
        lock (_lock)
            _ready.Add(work);
    }

    /// <summary>Runs the work, and all that follows from it, until it has completed and the condition is met.</summary>
    /// <exception cref="ScheduleDeadlockException">The condition cannot be met.</exception>
    public async Task RunUntilAsync(Func<ValueTask> begin, RunUntil until)
    {
        var before = SynchronizationContext.Current;
        using var drive = new ScheduleRun(RunAsync(begin), until, _clock!.GetTimestamp());
        _run = drive;
        Loop();
        drive.Completed.Wait();
        _run = null;
        SynchronizationContext.SetSynchronizationContext(before);
        if (Failure is { } broken)
            throw broken;

        await drive.Root;
    }

    /// <summary>For code that runs as a piece of work: completes when nothing else is in flight.</summary>
    public Task WhenIdleAsync()
    {
        var quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waitingForIdle.Add(quiet);
        return quiet.Task;
    }

    public override void BlockOn(Task task)
    {
        using var baton = new SemaphoreSlim(0);
        lock (_lock)
        {
            if (Failure is null)
                _blocked.Add(baton);
            else
                baton.Release();
        }

        _ = ResumeAfterAsync(task, baton);
        new Thread(Loop) { IsBackground = true }.UnsafeStart();
        baton.Wait();
        if (Failure is { } broken)
            throw broken;
    }

    /// <summary>Lets a blocked thread continue after the task, when the schedule selects it.</summary>
    private async Task ResumeAfterAsync(Task task, SemaphoreSlim held)
    {
        SynchronizationContext.SetSynchronizationContext(new SeededSynchronizationContext(this));
        await Task.Yield();
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _next = held;
    }

    /// <summary>Returns when the run is over, or when a blocked thread continues.</summary>
    private void Loop()
    {
        while (Failure is null && !IsOver())
        {
            if (Take() is { } work)
            {
                Do(work);
                if (TryHandOver())
                    return;
            }
            else if (!TryCompleteIdle() && !TryAwaitOthers() && !TryAdvanceTime())
            {
                Fail(new ScheduleDeadlockException(DescribeDeadlock()));
            }
        }

        _run?.Completed.Set();
    }

    private bool TryHandOver()
    {
        lock (_lock)
        {
            if (_next is not { } next || !_blocked.Remove(next))
                return false;

            _next = null;
            next.Release();
            return true;
        }
    }

    private Action? Take()
    {
        lock (_lock)
        {
            if (_ready.Count is 0)
                return null;

            var at = _random.NextInt(_ready.Count);
            var work = _ready[at];
            _ready.RemoveAt(at);
            return work;
        }
    }

    private void Do(Action work)
    {
        SynchronizationContext.SetSynchronizationContext(new SeededSynchronizationContext(this));
        try
        {
            ExecutionContext.Run(EmptyExecutionContext.Context, static work => ((Action)work!)(), work);
        }
        catch (Exception fault)
        {
            Fail(fault);
        }

        SynchronizationContext.SetSynchronizationContext(null);
    }

    private bool IsOver()
    {
        if (_run is not { Root.IsCompleted: true } drive)
            return false;

        lock (_lock)
        {
            return drive.Until switch
            {
                RunUntil.Ended => true,
                RunUntil.NothingReady => _ready.Count is 0,
                _ => _ready.Count is 0 && _blocked.Count is 0 && _bus!.InFlight.IsIdle,
            };
        }
    }

    private bool TryCompleteIdle()
    {
        if (_waitingForIdle.Count is 0 || !_bus!.InFlight.IsIdle)
            return false;

        List<TaskCompletionSource> quiet = [.. _waitingForIdle];
        _waitingForIdle.Clear();
        quiet.ForEach(one => one.SetResult());
        return true;
    }

    /// <summary>
    /// The runtime posts some continuations to the pool, such as those of <c>SemaphoreSlim.WaitAsync</c> with a token: they have mostly returned
    /// once the pool has run its earlier work items.
    /// </summary>
    private bool TryAwaitOthers()
    {
        for (var hop = 0; hop < 3 && _ready.Count is 0; hop++)
        {
            using var passed = new ManualResetEventSlim();
            ThreadPool.UnsafeQueueUserWorkItem(static passed => passed.Set(), passed, preferLocal: false);
            passed.Wait();
        }

        return _ready.Count > 0;
    }

    private bool TryAdvanceTime()
    {
        if (!schedule.AdvancesTime || _clock!.Next is not { } next)
            return false;

        if (_run is { } drive && _clock.GetElapsedTime(drive.StartedAt) + next > schedule.MaxVirtualTime)
            return false;

        Trace.Passed(next);
        try
        {
            _clock.FireNext();
        }
        catch (Exception fault)
        {
            Fail(fault);
        }

        return true;
    }

    private void Fail(Exception fault)
    {
        lock (_lock)
        {
            Failure = fault;
            foreach (var baton in _blocked)
                baton.Release();

            _blocked.Clear();
        }
    }

    private string DescribeDeadlock()
    {
        var waiting = _bus!.Subscriptions
            .Where(subscription => subscription.QueueLength > 0)
            .Select(subscription => $"{subscription.Name} of {subscription.EventType.Name} ({subscription.QueueLength} waiting{(subscription.IsPaused ? ", paused" : "")})")
            .Order(StringComparer.Ordinal);
        List<string> who = [.. Trace.Inside.Select(call => $"inside of {call}"), .. waiting];
        var work = who.Count > 0 ? string.Join(", ", who) : "no handler; it is the scenario itself that waits";
        var time = _clock!.Next is { } next ? $"the next timer is due in {next}" : "no timer is set";
        return $"Nothing can run, but not all has ended: {work}; {time} (seed {schedule.Seed}). What another thread does is not in the schedule.";
    }
}
