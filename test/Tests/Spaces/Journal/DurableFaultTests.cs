using Plaza.Data.Durable;
using Plaza.Spaces;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces.Journal;

/// <summary>Faults of durable subscriptions on both journals: no effect is applied twice, and the fault is attributed to the right handler.</summary>
public sealed class DurableFaultTests
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["memory", "database"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_cursor_that_is_moved_back_while_it_is_read_is_no_fault(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>(async (chimed, context, _) =>
            {
                note(context, $"{chimed.Number}");
                if (chimed.Number is 2)
                    await StandAsync();
            }, Delivery.Durable("ears")));
        var faults = Faults(host);
        await host.Journal.AppendAsync(new CausedEvent("big", 1), cancellationToken: Ct);
        await host.Host.WaitForIdleAsync();
        await host.Journal.AppendAsync(new CausedEvent("big", 2), cancellationToken: Ct);
        await _entered.Task.WaitAsync(Ct);

        await host.Deliveries.RewindAsync("ears", 0, Ct);
        _gate.SetResult();
        await host.Host.WaitForIdleAsync();

        (await host.NotesAsync()).ShouldBe(["1", "1", "2"]);
        faults.ShouldBeEmpty();
        Ears(host)[0].FaultedCount.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_delivery_discarded_during_its_attempt_does_not_come_back(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, _) => space
            .On<CausedEvent>(async (_, context, _) =>
            {
                if (context.Attempt is 2)
                    await StandAsync();

                throw new InvalidOperationException("cracked");
            }, Delivery.Durable("ears").Retry(5, TimeSpan.Zero, TimeSpan.Zero)));
        await host.Journal.AppendAsync(new CausedEvent("big", 1), cancellationToken: Ct);
        await _entered.Task.WaitAsync(Ct);

        (await host.Deliveries.DiscardAsync("ears", 1, Ct)).ShouldBeTrue();
        _gate.SetResult();
        await host.Host.WaitForIdleAsync();

        (await host.Deliveries.GetPendingAsync(Ct)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task When_one_effect_of_many_fails_the_others_are_applied_once_and_each_fault_is_reported_once(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>((chimed, context) =>
            {
                if (chimed.Bell is "cracked")
                    throw new InvalidOperationException("cracked");

                if (chimed.Bell is "mute")
                    Enlist(kind, context, () => throw new InvalidOperationException("mute"));
                else
                    note(context, $"{chimed.Number}");
            }, Delivery.Durable("ears")));
        var faults = Faults(host);
        Ears(host)[0].Pause();
        foreach (var (bell, number) in new[] { ("big", 1), ("cracked", 2), ("mute", 3), ("small", 4) })
            await host.Journal.AppendAsync(new CausedEvent(bell, number), cancellationToken: Ct);

        Ears(host)[0].Resume();
        await host.Host.WaitForIdleAsync();

        (await host.NotesAsync()).ShouldBe(["1", "4"]);
        faults.Order().ShouldBe(["cracked", "mute"]);
        Ears(host)[0].FaultedCount.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_several_handlers_the_one_that_failed_is_reported(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, _) => space
            .On<CausedEvent>((_, _) => { }, Delivery.Durable("ears"))
            .On<CausedEvent>((_, _) => throw new InvalidOperationException("cracked"), Delivery.Durable("ears")));

        await host.Journal.AppendAsync(new CausedEvent("big", 1), cancellationToken: Ct);
        await host.Host.WaitForIdleAsync();

        Ears(host).Select(one => (one.HandledCount, one.FaultedCount)).Order().ShouldBe([(0, 1), (1, 0)]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_handler_that_blocks_in_spite_of_its_cancellation_delays_no_other(string kind)
    {
        using var never = new ManualResetEventSlim();
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>(async (chimed, context, ct) =>
            {
                note(context, chimed.Bell);
                if (chimed.Bell is not "stuck")
                    return;

                await using var registration = ct.Register(() => never.Wait(CancellationToken.None));
                await StandAsync();
            }, Delivery.Durable("ears").Timeout(TimeSpan.FromSeconds(5))));
        try
        {
            await host.Journal.AppendAsync(new CausedEvent("stuck", 1), cancellationToken: Ct);
            await host.Journal.AppendAsync(new CausedEvent("other", 2), cancellationToken: Ct);
            await _entered.Task.WaitAsync(Ct);

            await PassAsync(host, async () => (await host.NotesAsync()) is ["other"]);
        }
        finally
        {
            never.Set();
            _gate.SetResult();
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Deliveries_completed_before_a_stalled_one_are_saved_when_it_is_abandoned(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>(async (chimed, context, _) =>
            {
                note(context, chimed.Bell);
                if (chimed.Bell is "stuck" or "stuck too")
                    await StandAsync();
            }, Delivery.Durable("ears").Timeout(TimeSpan.FromSeconds(5))));
        Ears(host)[0].Pause();
        foreach (var bell in new[] { "first", "stuck", "second", "stuck too" })
            await host.Journal.AppendAsync(new CausedEvent(bell, 1), cancellationToken: Ct);

        Ears(host)[0].Resume();
        await _entered.Task.WaitAsync(Ct);
        try
        {
            await PassAsync(host, async () => await host.NotesAsync() is ["first", ..]);
        }
        finally
        {
            _gate.SetResult();
        }
    }

    private static async Task PassAsync(JournalHost host, Func<Task<bool>> until) => await Eventually.TrueAsync(
        async () =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            return await until();
        },
        "it has come true while time passed");

    private static void Enlist(string kind, EventContext context, Action effect)
    {
        if (kind is "memory")
            context.Enlist(effect);
        else
            context.EnlistEffect(_ => effect());
    }

    private static List<Subscription> Ears(JournalHost host) => [.. host.Host.Bus.Subscriptions.Where(one => one.Delivery.SubscriptionName is "ears")];

    private static List<string> Faults(JournalHost host)
    {
        var faults = new List<string>();
        host.Host.Bus.Subscribe<HandlerFaulted>("watch", fault => faults.Add(fault.Message));
        return faults;
    }

    private async Task StandAsync()
    {
        _entered.TrySetResult();
        await _gate.Task;
    }
}
