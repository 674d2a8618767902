using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>
/// Runs one piece of work at a time; a seed decides which of those that are ready. A piece that must hold its thread keeps it,
/// and another thread does the rest meanwhile, so still only one runs at any moment.
/// </summary>
internal sealed class SeededScheduler(TestSchedule schedule) : WorkScheduler
{
    private readonly Lock _lock = new();
    private readonly Dice _dice = new(schedule.Seed);
    private readonly List<Action> _ready = [];
    private readonly List<TaskCompletionSource> _quiet = [];
    private readonly HashSet<SemaphoreSlim> _held = [];
    private SemaphoreSlim? _next;
    private Drive? _drive;
    private EventBus? _bus;
    private VirtualTime? _time;

    public ScheduleTrace Trace { get; } = new();

    /// <summary>Set once the schedule hangs, or a piece of work threw what nobody caught.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>Whether this code runs as a piece of work.</summary>
    public bool IsInside => SynchronizationContext.Current is SeededContext context && context.Scheduler == this;

    public override int MaxEventsPerTurn => 1;

    public void Serve(EventBus bus, VirtualTime time) => (_bus, _time) = (bus, time);

    public override double NextDouble()
    {
        lock (_lock)
            return _dice.Chance();
    }

    public override void Run(IThreadPoolWorkItem work) => Add(work.Execute);

    public override async Task RunAsync(Func<ValueTask> handler)
    {
        SynchronizationContext.SetSynchronizationContext(new SeededContext(this));
        await Task.Yield();
        await handler();
    }

    public void Add(Action work)
    {
        lock (_lock)
            _ready.Add(work);
    }

    /// <summary>Runs it, and all that follows, until it has ended and the condition is met.</summary>
    /// <exception cref="ScheduleHungException">That will never be.</exception>
    public async Task DriveAsync(Func<ValueTask> begin, Until until)
    {
        var before = SynchronizationContext.Current;
        using var drive = new Drive(RunAsync(begin), until, _time!.GetTimestamp());
        _drive = drive;
        Loop();
        drive.Over.Wait();
        _drive = null;
        SynchronizationContext.SetSynchronizationContext(before);
        if (Broken is { } broken)
            throw broken;

        await drive.Root;
    }

    /// <summary>For code that runs as a piece of work: completes when nothing else is in flight.</summary>
    public Task WhenQuietAsync()
    {
        var quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _quiet.Add(quiet);
        return quiet.Task;
    }

    public override void BlockOn(Task task)
    {
        using var baton = new SemaphoreSlim(0);
        lock (_lock)
        {
            if (Broken is null)
                _held.Add(baton);
            else
                baton.Release();
        }

        _ = GoOnAfterAsync(task, baton);
        new Thread(Loop) { IsBackground = true }.UnsafeStart();
        baton.Wait();
        if (Broken is { } broken)
            throw broken;
    }

    /// <summary>Lets a thread that is held go on after the task, when the schedule comes to it.</summary>
    private async Task GoOnAfterAsync(Task task, SemaphoreSlim held)
    {
        SynchronizationContext.SetSynchronizationContext(new SeededContext(this));
        await Task.Yield();
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _next = held;
    }

    /// <summary>Ends when all is over, or when the turn has gone to a thread that was held.</summary>
    private void Loop()
    {
        while (Broken is null && !IsOver())
        {
            if (Take() is { } work)
            {
                Do(work);
                if (TryHandOver())
                    return;
            }
            else if (!TryBeQuiet() && !TryAwaitOthers() && !TryPassTime())
            {
                Break(new ScheduleHungException(WhatHangs()));
            }
        }

        _drive?.Over.Set();
    }

    private bool TryHandOver()
    {
        lock (_lock)
        {
            if (_next is not { } next || !_held.Remove(next))
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

            var at = _dice.Throw(_ready.Count);
            var work = _ready[at];
            _ready.RemoveAt(at);
            return work;
        }
    }

    private void Do(Action work)
    {
        SynchronizationContext.SetSynchronizationContext(new SeededContext(this));
        try
        {
            ExecutionContext.Run(Blank.Context, static work => ((Action)work!)(), work);
        }
        catch (Exception fault)
        {
            Break(fault);
        }

        SynchronizationContext.SetSynchronizationContext(null);
    }

    private bool IsOver()
    {
        if (_drive is not { Root.IsCompleted: true } drive)
            return false;

        lock (_lock)
        {
            return drive.Until switch
            {
                Until.Ended => true,
                Until.Settled => _ready.Count is 0,
                _ => _ready.Count is 0 && _held.Count is 0 && _bus!.InFlight.IsQuiet,
            };
        }
    }

    private bool TryBeQuiet()
    {
        if (_quiet.Count is 0 || !_bus!.InFlight.IsQuiet)
            return false;

        List<TaskCompletionSource> quiet = [.. _quiet];
        _quiet.Clear();
        quiet.ForEach(one => one.SetResult());
        return true;
    }

    /// <summary>
    /// The runtime sends some of what follows an <c>await</c> over the pool, such as that of <c>SemaphoreSlim.WaitAsync</c> with
    /// a token: it is mostly back when the pool has done what it was given before.
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

    private bool TryPassTime()
    {
        if (!schedule.AdvancesTime || _time!.Next is not { } next)
            return false;

        if (_drive is { } drive && _time.GetElapsedTime(drive.Began) + next > schedule.Patience)
            return false;

        Trace.Passed(next);
        try
        {
            _time.FireNext();
        }
        catch (Exception fault)
        {
            Break(fault);
        }

        return true;
    }

    private void Break(Exception fault)
    {
        lock (_lock)
        {
            Broken = fault;
            foreach (var baton in _held)
                baton.Release();

            _held.Clear();
        }
    }

    private string WhatHangs()
    {
        var waiting = _bus!.Subscriptions
            .Where(subscription => subscription.Waiting > 0)
            .Select(subscription => $"{subscription.Name} of {subscription.Type.Name} ({subscription.Waiting} waiting{(subscription.IsPaused ? ", paused" : "")})")
            .Order(StringComparer.Ordinal);
        List<string> who = [.. Trace.Inside.Select(call => $"inside of {call}"), .. waiting];
        var work = who.Count > 0 ? string.Join(", ", who) : "no handler; it is the scenario itself that waits";
        var time = _time!.Next is { } next ? $"the next timer is due in {next}" : "no timer is set";
        return $"Nothing can run, but not all has ended: {work}; {time} (seed {schedule.Seed}). What another thread does is not in the schedule.";
    }
}
