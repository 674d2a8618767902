using Plaza.Spaces.Events;

namespace Plaza.Tests.Spaces;

/// <summary>A key with a dead letter keeps its order.</summary>
public sealed class DeadLetterOrderTests
{
    private readonly List<int> _heard = [];
    private bool _isBroken = true;

    [Fact]
    public async Task Later_events_of_a_key_are_dead_lettered_behind_it_and_other_keys_continue()
    {
        await using var watched = await StartAsync();

        Numbers(watched).ShouldBe([1, 11, 21]);
        _heard.ShouldBe([2, 12, 22]);
        watched.DeadLetters.All.Select(one => one.Reason).ShouldBe(
            ["broken", "an earlier event of its key is dead-lettered", "an earlier event of its key is dead-lettered"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Replay_gives_all_of_the_key_in_order_whichever_is_named(int named)
    {
        await using var watched = await StartAsync();
        _isBroken = false;

        watched.DeadLetters.Replay(watched.DeadLetters.All[named].Id).ShouldBeTrue();
        watched.Bus.Publish(new TestEvent(31));
        await watched.Host.WaitForIdleAsync();

        _heard.ShouldBe([2, 12, 22, 1, 11, 21, 31]);
        watched.DeadLetters.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_fails_again_is_dead_lettered_before_those_behind_it()
    {
        await using var watched = await StartAsync();

        watched.DeadLetters.Replay(watched.DeadLetters.All[0].Id);
        await watched.Host.WaitForIdleAsync();

        Numbers(watched).ShouldBe([1, 11, 21]);
    }

    [Fact]
    public async Task Discarding_a_dead_letter_unblocks_its_key()
    {
        await using var watched = await StartAsync();
        _isBroken = false;

        // While a dead letter remains, later events are dead-lettered behind it.
        watched.DeadLetters.Discard(watched.DeadLetters.All[0].Id).ShouldBeTrue();
        watched.DeadLetters.Discard(watched.DeadLetters.All[0].Id).ShouldBeTrue();
        watched.Bus.Publish(new TestEvent(31));
        await watched.Host.WaitForIdleAsync();
        Numbers(watched).ShouldBe([21, 31]);

        foreach (var deadLetter in watched.DeadLetters.All)
            watched.DeadLetters.Discard(deadLetter.Id).ShouldBeTrue();

        watched.Bus.Publish(new TestEvent(41));
        await watched.Host.WaitForIdleAsync();
        _heard.ShouldBe([2, 12, 22, 41]);
        watched.DeadLetters.Discard(1).ShouldBeFalse();
    }

    [Fact]
    public async Task A_replayed_dead_letter_comes_before_a_later_ready_event_of_its_key()
    {
        await using var watched = await StartAsync();
        var keyed = watched.Bus.Subscriptions.Single(one => one.Name == "keyed");
        keyed.Pause();
        watched.Bus.Publish(new TestEvent(32));
        watched.Bus.Publish(new TestEvent(31));
        watched.Bus.Publish(new TestEvent(41));

        _isBroken = false;
        watched.DeadLetters.Replay(watched.DeadLetters.All[0].Id);
        keyed.Resume();
        await watched.Host.WaitForIdleAsync();

        _heard.Where(number => number % 10 is 1).ShouldBe([1, 11, 21, 31, 41]);
        keyed.QueueLength.ShouldBe(0);
    }

    [Fact]
    public async Task Replaying_while_events_arrive_keeps_the_order_of_the_key()
    {
        await using var watched = await StartAsync();
        for (var round = 1; round <= 200; round++)
        {
            var number = round * 10 + 21;
            var publishing = Task.Run(() => watched.Bus.Publish(new TestEvent(number)));
            watched.DeadLetters.Replay(watched.DeadLetters.All[0].Id);
            await publishing;
            await watched.Host.WaitForIdleAsync();
        }

        Numbers(watched).ShouldBe(Enumerable.Range(0, 203).Select(number => number * 10 + 1));
    }

    [Fact]
    public async Task A_disposed_subscription_has_no_dead_letters()
    {
        await using var watched = await StartAsync();
        var number = watched.DeadLetters.All[0].Id;

        watched.Bus.Subscriptions.Single(one => one.Name == "keyed").Dispose();

        watched.DeadLetters.All.ShouldBeEmpty();
        watched.DeadLetters.Replay(number).ShouldBeFalse();
        await watched.Host.WaitForIdleAsync();
    }

    /// <summary>Three events of the key 1, of which the first is dead-lettered, and three of the key 2.</summary>
    private async Task<ObservedBus> StartAsync()
    {
        var watched = await ObservedBus.StartAsync();
        watched.Bus.Subscribe<TestEvent>("keyed", rang =>
        {
            if (_isBroken && rang.Number % 10 is 1)
                throw new InvalidOperationException("broken");

            lock (_heard)
                _heard.Add(rang.Number);
        }, Delivery.Queued(100).PartitionedBy((TestEvent rang) => rang.Number % 10));

        foreach (var number in new[] { 1, 2, 11, 12, 21, 22 })
            watched.Bus.Publish(new TestEvent(number));

        await watched.Host.WaitForIdleAsync();
        return watched;
    }

    private static IEnumerable<int> Numbers(ObservedBus watched) => watched.DeadLetters.All.Select(one => ((TestEvent)one.Event).Number);
}
