using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

/// <summary>The token of a publisher bounds every wait of the bus: enqueued deliveries stay, and no more are enqueued.</summary>
public sealed class CancelledPublishTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _leave = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TheoryData<string> Full() => ["queued", "keyed", "concurrent"];

    [Theory]
    [MemberData(nameof(Full))]
    public async Task A_publisher_that_waits_for_room_stops_when_its_token_is_cancelled(string delivery)
    {
        await using var observed = await ObservedBus.StartAsync();
        var (received, other) = (new List<int>(), new List<int>());
        var queue = observed.Bus.Subscribe("small", (TestEvent one) => received.Add(one.Number), DeliveryOf(delivery));
        observed.Bus.Subscribe<TestEvent>("large", one => other.Add(one.Number), Delivery.Queued(10));
        queue.Pause();
        observed.Bus.Publish(new TestEvent(1));

        var publishing = observed.Bus.PublishAsync(new TestEvent(2), cancellationToken: _stop.Token).AsTask();
        publishing.IsCompleted.ShouldBeFalse();
        await _stop.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(publishing.WaitAsync(Limit, CancellationToken.None))).CancellationToken.ShouldBe(_stop.Token);
        queue.Resume();
        await observed.Host.WaitForIdleAsync().WaitAsync(Limit, CancellationToken.None);
        received.ShouldBe([1]);
        other.ShouldBe([1, 2]);
        queue.QueueLength.ShouldBe(0);
    }

    [Fact]
    public async Task A_publisher_stops_waiting_for_a_concurrent_handler_and_the_handler_continues()
    {
        await using var observed = await ObservedBus.StartAsync();
        var subscription = observed.Bus.Subscribe<TestEvent>("slow", async (_, _) => await StayAsync(), Delivery.Concurrent(1));

        var publishing = observed.Bus.PublishAsync(new TestEvent(), cancellationToken: _stop.Token).AsTask();
        await _entered.Task;
        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(publishing.WaitAsync(Limit, CancellationToken.None));
        _leave.SetResult();
        await observed.Host.WaitForIdleAsync().WaitAsync(Limit, CancellationToken.None);
        (subscription.HandledCount, subscription.FaultedCount).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_publisher_that_waits_for_an_inline_handler_stops_and_the_later_handlers_are_not_called()
    {
        await using var observed = await ObservedBus.StartAsync();
        var (ended, later) = (false, false);
        observed.Bus.Subscribe<TestEvent>("slow", async (_, _) =>
        {
            await StayAsync();
            ended = true;
        });
        observed.Bus.Subscribe<TestEvent>("later", _ => later = true);

        var publishing = observed.Bus.PublishAsync(new TestEvent(), cancellationToken: _stop.Token).AsTask();
        await _entered.Task;
        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(publishing.WaitAsync(Limit, CancellationToken.None));
        _leave.SetResult();
        await observed.Host.WaitForIdleAsync().WaitAsync(Limit, CancellationToken.None);
        (ended, later).ShouldBe((true, false));
        observed.Reports<HandlerFaulted>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_publisher_stops_waiting_for_the_journal_and_appended_events_stay()
    {
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("ears", ears => ears
                .On((TestEvent _, CancellationToken _) => new(StayAsync()), Delivery.Queued(1))
                .OnDurable((TestEvent _, EventContext _) => { }))
            .AddInMemoryJournal());
        var journal = host.Services.GetRequiredService<IJournal>();
        await host.Bus.PublishAsync(new TestEvent(1));
        await _entered.Task;
        await host.Bus.PublishAsync(new TestEvent(2));

        var publishing = host.Bus.PublishAsync(new TestEvent(3), cancellationToken: _stop.Token).AsTask();
        await Eventually.TrueAsync(async () => await journal.GetLastSequenceAsync() is 3, "the third event is in the journal");
        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(publishing.WaitAsync(Limit, CancellationToken.None));
        _leave.SetResult();
        await host.WaitForIdleAsync().WaitAsync(Limit, CancellationToken.None);
        (await journal.GetLastSequenceAsync()).ShouldBe(3);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("sync")]
    [InlineData("async")]
    [InlineData("queued")]
    [InlineData("concurrent")]
    [InlineData("durable")]
    public async Task A_token_cancelled_before_the_call_publishes_nothing(string handler)
    {
        var received = 0;
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("ears", ears => _ = handler switch
            {
                "nobody" => ears,
                "sync" => ears.On((TestEvent _) => { received++; }),
                "async" => ears.On<TestEvent>(HearAsync),
                "queued" => ears.On<TestEvent>(HearAsync, Delivery.Queued(1)),
                "concurrent" => ears.On<TestEvent>(HearAsync, Delivery.Concurrent(1)),
                _ => ears.OnDurable((TestEvent _, EventContext _) => received++),
            })
            .AddInMemoryJournal());
        var publisher = host.Services.GetRequiredService<IEventPublisher<TestEvent>>();
        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await host.Bus.PublishAsync(new TestEvent(), cancellationToken: _stop.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => await host.Bus.PublishAsync<IEvent>(new TestEvent(), cancellationToken: _stop.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => await publisher.PublishAsync(new TestEvent(), cancellationToken: _stop.Token));

        await host.WaitForIdleAsync();
        received.ShouldBe(0);
        (await host.Services.GetRequiredService<IJournal>().GetLastSequenceAsync()).ShouldBe(0);

        ValueTask HearAsync(TestEvent one, CancellationToken ct)
        {
            received++;
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task A_token_cancelled_before_the_call_sends_no_request()
    {
        var query = 0;
        await using var observed = await ObservedBus.StartAsync(ears: ears => ears.Handles<CountQuery, int>((_, _) => new(++query)));
        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await observed.Host.Services.GetRequiredService<IRequestBus>().SendAsync(new CountQuery("x"), _stop.Token));

        query.ShouldBe(0);
    }

    public void Dispose() => _stop.Dispose();

    private static Delivery<TestEvent> DeliveryOf(string kind) => kind switch
    {
        "queued" => Delivery.Queued(1),
        "keyed" => Delivery.Queued(1).PartitionedBy((TestEvent one) => one.Number),
        _ => Delivery.Concurrent(1, capacity: 1),
    };

    private async Task StayAsync()
    {
        _entered.TrySetResult();
        await _leave.Task;
    }
}
