using Plaza.Spaces;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces.Journal;

/// <summary>The contract of a journal, tested on both implementations.</summary>
public sealed class JournalContractTests
{
    private readonly HashSet<int> _bad = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["memory", "database"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Publishing_an_event_with_durable_subscriptions_appends_it_and_delivers_it_in_order(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>((chimed, context) => note(context, $"{context.Sequence}: {chimed.Bell} {chimed.Number}"), Delivery.Durable("ears")));

        foreach (var number in Enumerable.Range(1, 5))
            (await host.Host.Bus.PublishAsync(new CausedEvent("big", number), cancellationToken: Ct)).ShouldBe(new PublishResult(0, Queued: 1));

        await host.Host.WaitForIdleAsync();
        (await host.NotesAsync()).ShouldBe(["1: big 1", "2: big 2", "3: big 3", "4: big 4", "5: big 5"]);
        (await host.Journal.GetLastSequenceAsync(Ct)).ShouldBe(5);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Live_handlers_have_completed_when_the_publisher_continues(string kind)
    {
        var received = new List<int>();
        await using var host = await JournalHost.StartAsync(kind, (space, _) => space
            .On<CausedEvent>((_, _) => { }, Delivery.Durable("ears"))
            .On<CausedEvent>(chimed => received.Add(chimed.Number)));

        await host.Host.Bus.PublishAsync(new CausedEvent("big", 1), cancellationToken: Ct);

        received.ShouldBe([1]);
        await host.Host.WaitForIdleAsync();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_new_subscription_begins_where_it_wants_to(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>(async (chimed, context, _) =>
            {
                note(context, $"first {chimed.Number}");
                await Task.Yield();
            }, Delivery.Durable("first", JournalStart.After(2)))
            .On<CausedEvent>((chimed, context) => note(context, $"now {chimed.Number}"), Delivery.Durable("now", JournalStart.Now)));

        await HappenAsync(host, 1, 2, 3);

        (await host.NotesAsync()).Order().ShouldBe(["first 3", "now 1", "now 2", "now 3"]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_last_before_a_time_is_found(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, _) => space.On<CausedEvent>((_, _) => { }, Delivery.Durable("ears")));
        await HappenAsync(host, 1, 2);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await HappenAsync(host, 3);

        (await host.Journal.GetLastSequenceBeforeAsync(host.Clock.GetUtcNow(), Ct)).ShouldBe(2);
        (await host.Journal.GetLastSequenceBeforeAsync(DateTimeOffset.UnixEpoch, Ct)).ShouldBe(0);
        (await host.Journal.GetLastSequenceBeforeAsync(host.Clock.GetUtcNow().AddHours(1), Ct)).ShouldBe(3);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_subscription_can_read_the_journal_again(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>((chimed, context) => note(context, $"{chimed.Number}"), Delivery.Durable("ears")));
        await HappenAsync(host, 1, 2, 3);

        await host.Deliveries.RewindAsync("ears", 1, Ct);
        await host.Host.WaitForIdleAsync();

        (await host.NotesAsync()).ShouldBe(["1", "2", "3", "2", "3"]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_journal_can_be_read_through_into_a_check(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, _) => space.On<CausedEvent>((_, _) => { }, Delivery.Durable("ears")));
        await HappenAsync(host, 1, 2, 3);
        await host.Journal.AppendAsync(new TestEvent(7), cancellationToken: Ct);
        var sum = 0;

        var given = await host.Journal.ReplayAsync(
            1,
            (entry, _) =>
            {
                sum += ((CausedEvent)entry.Deserialize()!).Number;
                return ValueTask.CompletedTask;
            },
            ["tests.chimed"],
            Ct);

        (given, sum).ShouldBe((2, 5));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Behind_a_dead_letter_its_subject_waits_with_BlockOnDeadLetter_and_replay_keeps_the_order(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>((chimed, context) => Take(chimed, () => note(context, $"{chimed.Bell} {chimed.Number}")), Careful()));
        _bad.Add(1);
        await host.Journal.AppendAsync(new CausedEvent("big", 1), cancellationToken: Ct);
        await host.Journal.AppendAsync(new CausedEvent("big", 2), cancellationToken: Ct);
        await host.Journal.AppendAsync(new CausedEvent("small", 9), cancellationToken: Ct);

        await DeadLetteredAsync(host);
        (await host.NotesAsync()).ShouldBe(["small 9"]);

        _bad.Clear();
        (await host.Deliveries.ReplayAsync("ears", 1, Ct)).ShouldBeTrue();
        await host.Host.WaitForIdleAsync();
        (await host.NotesAsync()).ShouldBe(["small 9", "big 1", "big 2"]);
        (await host.Deliveries.GetPendingAsync(Ct)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Discarding_a_dead_letter_unblocks_its_subject(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>((chimed, context) => Take(chimed, () => note(context, $"{chimed.Bell} {chimed.Number}")), Careful()));
        _bad.Add(1);
        await host.Journal.AppendAsync(new CausedEvent("big", 1), cancellationToken: Ct);
        await host.Journal.AppendAsync(new CausedEvent("big", 2), cancellationToken: Ct);
        await DeadLetteredAsync(host);

        (await host.Deliveries.DiscardAsync("ears", 1, Ct)).ShouldBeTrue();
        await host.Host.WaitForIdleAsync();

        (await host.NotesAsync()).ShouldBe(["big 2"]);
        (await host.Deliveries.DiscardAsync("ears", 1, Ct)).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task While_its_circuit_is_open_a_subscription_is_not_called_and_its_events_wait_in_the_journal(string kind)
    {
        var calls = 0;
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>(
                (chimed, context) =>
                {
                    Interlocked.Increment(ref calls);
                    Take(chimed, () => note(context, $"{chimed.Number}"));
                },
                Delivery.Durable("ears").CircuitBreaker(failureRatio: 1, minimumThroughput: 2, breakDuration: TimeSpan.FromSeconds(20))));
        var states = new List<string>();
        host.Host.Bus.Subscribe<CircuitOpened>("watch", opened => states.Add($"{opened.Handler} open"));
        host.Host.Bus.Subscribe<CircuitClosed>("watch", closed => states.Add($"{closed.Handler} closed"));
        _bad.UnionWith([1, 2, 3]);

        foreach (var number in Enumerable.Range(1, 4))
            await host.Journal.AppendAsync(new CausedEvent($"bell {number}", number), cancellationToken: Ct);

        await host.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(20)).WaitAsync(Ct);
        calls.ShouldBe(2);
        (await host.Deliveries.GetPendingAsync(Ct)).Count.ShouldBe(2);
        _bad.Clear();
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        await host.Host.WaitForIdleAsync();

        await Eventually.TrueAsync(async () => (await host.NotesAsync()).Order().SequenceEqual(["1", "2", "3", "4"]), "all were handled");
        states.ShouldBe(["ears(tests.chimed) open", "ears(tests.chimed) closed"]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_paused_subscription_gets_the_missed_events_later(string kind)
    {
        await using var host = await JournalHost.StartAsync(kind, (space, note) => space
            .On<CausedEvent>((chimed, context) => note(context, $"{chimed.Number}"), Delivery.Durable("ears")));
        var ears = host.Host.Bus.Subscriptions.Single(subscription => subscription.Delivery.SubscriptionName is "ears");
        await HappenAsync(host, 1);
        ears.Pause();
        await host.Journal.AppendAsync(new CausedEvent("big", 2), cancellationToken: Ct);

        (ears.IsPaused, ears.QueueLength).ShouldBe((true, 1));
        ears.Resume();
        await host.Host.WaitForIdleAsync();

        (await host.NotesAsync()).ShouldBe(["1", "2"]);
        (ears.QueueLength, ears.HandledCount, ears.FaultedCount).ShouldBe((0, 2, 0));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Events_that_cause_each_other_over_the_journal_without_end_are_suppressed_and_named(string kind)
    {
        JournalHost? self = null;
        await using var host = await JournalHost.StartAsync(
            kind,
            (space, note) => space
                .On<CausedEvent>(async (chimed, context, ct) => await self!.Journal.AppendAsync(new TestEvent(chimed.Number), context, ct), Careful())
                .On<TestEvent>(async (rang, context, ct) => await self!.Journal.AppendAsync(new CausedEvent("big", rang.Number + 1), context, ct), Careful()),
            options => options.MaxCascadeDepth = 5);
        self = host;
        var storms = new List<EventStormDetected>();
        host.Host.Bus.Subscribe<EventStormDetected>("watch", storms.Add);

        await host.Journal.AppendAsync(new CausedEvent("big", 1), cancellationToken: Ct);

        await DeadLetteredAsync(host);
        (await host.Journal.GetLastSequenceAsync(Ct)).ShouldBe(5);
        storms.ShouldHaveSingleItem().Cycle.ShouldBe("tests.rang → tests.chimed → tests.rang");
        (await host.Deliveries.GetPendingAsync(Ct)).ShouldHaveSingleItem().Delivery.Error.ShouldContain("tests.rang → tests.chimed → tests.rang");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_wide_cascade_over_the_journal_is_cut_too(string kind)
    {
        JournalHost? self = null;
        await using var host = await JournalHost.StartAsync(
            kind,
            (space, _) => space.On<CausedEvent>(async (chimed, context, ct) =>
            {
                await self!.Journal.AppendAsync(chimed with { Bell = chimed.Bell + "a" }, context, ct);
                await self.Journal.AppendAsync(chimed with { Bell = chimed.Bell + "b" }, context, ct);
            }, Careful()),
            options => options.MaxCascadeSize = 50);
        self = host;

        await host.Journal.AppendAsync(new CausedEvent("", 1), cancellationToken: Ct);
        await DeadLetteredAsync(host);

        (await host.Journal.GetLastSequenceAsync(Ct)).ShouldBe(50);
    }

    private static Delivery Careful() => Delivery.Durable("ears").Retry(1, TimeSpan.Zero, TimeSpan.Zero).BlockOnDeadLetter();

    private static async Task HappenAsync(JournalHost host, params int[] numbers)
    {
        foreach (var number in numbers)
            await host.Journal.AppendAsync(new CausedEvent("big", number), cancellationToken: Ct);

        await host.Host.WaitForIdleAsync();
    }

    /// <summary>Both attempts follow each other immediately, without a delay of the clock.</summary>
    private static async Task DeadLetteredAsync(JournalHost host)
    {
        await host.Host.WaitForIdleAsync();
        await Eventually.TrueAsync(async () => (await host.Deliveries.GetPendingAsync(Ct)).Any(stored => stored.Delivery.IsDeadLettered), "something is parked");
        await host.Host.WaitForIdleAsync();
    }

    private void Take(CausedEvent chimed, Action note)
    {
        if (_bad.Contains(chimed.Number))
            throw new InvalidOperationException($"cannot take {chimed.Number}");

        note();
    }
}
