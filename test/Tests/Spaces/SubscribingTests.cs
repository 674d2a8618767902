using System.Reflection;
using Plaza.Spaces.Events;

namespace Plaza.Tests.Spaces;

public sealed class SubscribingTests
{
    private readonly List<string> _heard = [];

    [Fact]
    public async Task Order_is_kept_however_many_subscriptions_are_disposed_and_added()
    {
        await using var watched = await ObservedBus.StartAsync();
        var (all, expected) = (new List<Subscription>(), new List<string>());
        for (var number = 0; number < 3_000; number++)
            all.Add(Hear(watched, $"{number}"));

        for (var number = 0; number < 3_000; number++)
        {
            if (number % 7 is 3)
                expected.Add($"{number}");
            else
                all[number].Dispose();
        }

        Hear(watched, "last");
        watched.Bus.Publish(new TestEvent()).Delivered.ShouldBe(expected.Count + 1);

        _heard.ShouldBe([.. expected, "last"]);
    }

    [Fact]
    public async Task Subscriptions_disposed_by_an_earlier_handler_are_not_called()
    {
        await using var watched = await ObservedBus.StartAsync();
        var others = new List<Subscription>();
        watched.Bus.Subscribe<TestEvent>("first", _ => others.ForEach(other => other.Dispose()));
        for (var number = 0; number < 200; number++)
            others.Add(Hear(watched, $"{number}"));

        watched.Bus.Publish(new TestEvent()).ShouldBe(new(Delivered: 1));

        _heard.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_can_replace_one_subscription_by_another(bool waiting)
    {
        await using var watched = await ObservedBus.StartAsync();
        Subscription? old = null;
        watched.Bus.Subscribe<TestEvent>("swap", async (_, _) =>
        {
            if (waiting)
                await Task.Yield();

            for (var number = 0; number < 10; number++)
                Hear(watched, "new");

            old?.Dispose();
        });
        old = Hear(watched, "old");

        (await watched.Bus.PublishAsync(new TestEvent())).ShouldBe(new(1));
        _heard.ShouldBeEmpty();

        await watched.Bus.PublishAsync(new TestEvent());
        _heard.Distinct().ShouldBe(["new"]);
    }

    [Fact]
    public async Task A_subscription_made_inside_a_handler_gets_the_next_event_first()
    {
        await using var watched = await ObservedBus.StartAsync();
        Subscription? late = null;
        watched.Bus.Subscribe<TestEvent>("first", _ => late ??= Hear(watched, "late"));

        watched.Bus.Publish(new TestEvent()).Delivered.ShouldBe(1);
        late!.HandledCount.ShouldBe(0);
        watched.Bus.Publish(new TestEvent()).Delivered.ShouldBe(2);

        late.HandledCount.ShouldBe(1);
        _heard.ShouldBe(["late"]);
    }

    [Fact]
    public async Task A_handler_that_disposes_its_own_subscription_is_counted()
    {
        await using var watched = await ObservedBus.StartAsync();
        Subscription? once = null;
        once = watched.Bus.Subscribe<TestEvent>("once", _ => once!.Dispose());
        watched.Bus.Subscribe<TestEvent>("thrower", _ => throw new InvalidOperationException("cracked"));
        Hear(watched, "after");

        watched.Bus.Publish(new TestEvent()).ShouldBe(new(Delivered: 2, Queued: 0, Faulted: 1));
        watched.Bus.Publish(new TestEvent()).ShouldBe(new(Delivered: 1, Queued: 0, Faulted: 1));

        once.HandledCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_handler_whose_subscription_is_disposed_completes()
    {
        await using var watched = await ObservedBus.StartAsync();
        var (inside, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        var subscription = watched.Bus.Subscribe<TestEvent>("slow", async (_, _) =>
        {
            inside.SetResult();
            await leave.Task;
            _heard.Add("end");
        }, Delivery.Queued(4));

        watched.Bus.Publish(new TestEvent());
        await inside.Task;
        subscription.Dispose();
        leave.SetResult();
        await watched.Host.WaitForIdleAsync();

        _heard.ShouldBe(["end"]);
        (subscription.HandledCount, subscription.FaultedCount).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData(DeliveryMode.Inline, "2")]
    [InlineData(DeliveryMode.Queued, "1 2")]
    [InlineData(DeliveryMode.Concurrent, "1 2")]
    public async Task A_paused_subscription_misses_events_unless_it_has_a_queue(DeliveryMode mode, string received)
    {
        await using var watched = await ObservedBus.StartAsync();
        var delivery = mode switch
        {
            DeliveryMode.Queued => Delivery.Queued(4),
            DeliveryMode.Concurrent => Delivery.Concurrent(1),
            _ => Delivery.Inline,
        };
        var numbers = new List<int>();
        Hear(watched, "before");
        var paused = watched.Bus.Subscribe<TestEvent>("paused", rang => numbers.Add(rang.Number), delivery);
        Hear(watched, "after");

        paused.Pause();
        paused.Pause();
        paused.IsPaused.ShouldBeTrue();
        watched.Bus.Publish(new TestEvent(1));
        (numbers.Count, paused.QueueLength, paused.HandledCount).ShouldBe((0, mode is DeliveryMode.Inline ? 0 : 1, 0));
        paused.Resume();
        watched.Bus.Publish(new TestEvent(2));
        await watched.Host.WaitForIdleAsync();

        string.Join(' ', numbers).ShouldBe(received);
        paused.HandledCount.ShouldBe(numbers.Count);
        _heard.ShouldBe(["before", "after", "before", "after"]);
    }

    [Fact]
    public async Task Decorators_are_nested_and_the_handler_keeps_its_name_space_and_order()
    {
        await using var watched = await ObservedBus.StartAsync(ears: ears => ears
            .On<TestEvent>(Ring, Delivery.Inline.Decorate(Named("inner")).Decorate(Named("outer")))
            .On<TestEvent>(_ => _heard.Add("second")));

        await watched.Bus.PublishAsync(new TestEvent());

        _heard.ShouldBe(["outer begins", "inner begins", "ring", "inner ends", "outer ends", "second"]);
        var decorated = watched.Bus.Subscriptions.Single(one => one.Name == "ears.Ring");
        (decorated.Space, decorated.EventType.Name, decorated.HandledCount).ShouldBe(("ears", "tests.rang", 1));
    }

    [Fact]
    public async Task A_decorator_sees_the_fault_and_may_swallow_it()
    {
        await using var watched = await ObservedBus.StartAsync();
        watched.Bus.Subscribe<TestEvent>("thrower", _ => throw new InvalidOperationException("cracked"), Delivery.Inline.Decorate<TestEvent>(inner => async (rang, context, ct) =>
        {
            try
            {
                await inner(rang, context, ct);
            }
            catch (InvalidOperationException fault)
            {
                _heard.Add(fault.Message);
            }
        }));

        watched.Bus.Publish(new TestEvent()).ShouldBe(new(1));
        _heard.ShouldBe(["cracked"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_gets_only_the_events_that_pass_all_its_filters(bool queued)
    {
        await using var watched = await ObservedBus.StartAsync();
        var numbers = new List<int>();
        var delivery = (queued ? Delivery.Queued(100) : Delivery.Inline).Where((TestEvent rang) => rang.Number % 2 is 0).Where(rang => rang.Number % 3 is 0);
        watched.Bus.Subscribe("filtered", rang => numbers.Add(rang.Number), delivery);

        foreach (var number in Enumerable.Range(1, 18))
            watched.Bus.Publish(new TestEvent(number));

        await watched.Host.WaitForIdleAsync();
        numbers.ShouldBe([6, 12, 18]);
    }

    [Fact]
    public async Task One_method_serves_several_subscriptions_with_different_bound_arguments()
    {
        await using var watched = await ObservedBus.StartAsync(ears: ears => ears.On<string, TestEvent>("space", Note));
        watched.Bus.Subscribe<string, TestEvent>("red", "red", Note);
        var blue = watched.Bus.Subscribe<string, TestEvent>("blue", "blue", Note, Delivery.Inline.Where((TestEvent rang) => rang.Number > 1));

        watched.Bus.Publish(new TestEvent(1));
        watched.Bus.Publish(new TestEvent(2));

        _heard.ShouldBe(["space 1", "red 1", "space 2", "red 2", "blue 2"]);
        blue.Source.ShouldStartWith("SubscribingTests.cs:");
    }

    [Fact]
    public async Task A_handler_may_be_a_class_of_its_own()
    {
        await using var watched = await ObservedBus.StartAsync();
        var subscription = watched.Bus.Subscribe("bell", new Bell(_heard), Delivery.Queued(4).PartitionedBy((TestEvent rang) => rang.Number));

        watched.Bus.Publish(new TestEvent(5));
        await watched.Host.WaitForIdleAsync();

        _heard.ShouldBe(["5 at depth 1"]);
        (subscription.Name, subscription.HandledCount).ShouldBe(("bell", 1));
    }

    [Fact]
    public async Task An_event_published_as_its_base_type_reaches_subscriptions_to_its_own_type()
    {
        await using var watched = await ObservedBus.StartAsync();
        Hear(watched, "rang");
        IEvent happened = new TestEvent();

        watched.Bus.Publish(happened).Delivered.ShouldBe(1);
        (await watched.Bus.PublishAsync(happened)).Delivered.ShouldBe(1);

        _heard.ShouldBe(["rang", "rang"]);
    }

    [Fact]
    public async Task An_async_void_handler_is_rejected()
    {
        await using var watched = await ObservedBus.StartAsync();
        var careless = typeof(SubscribingTests).GetMethod(nameof(Careless), BindingFlags.NonPublic | BindingFlags.Static)!.CreateDelegate<Action<TestEvent>>();

        Should.Throw<ArgumentException>(() => watched.Bus.Subscribe<TestEvent>("careless", careless)).Message.ShouldContain("async void");
        Should.Throw<ArgumentException>(() => watched.Bus.Subscribe<TestEvent>("careless", careless, Delivery.Queued(1))).Message.ShouldContain("async void");
    }

    internal static async void Careless(TestEvent rang) => await Task.Yield();

    private Subscription Hear(ObservedBus watched, string name) => watched.Bus.Subscribe<TestEvent>(name, _ => _heard.Add(name));

    private void Ring(TestEvent rang) => _heard.Add("ring");

    private void Note(string bound, TestEvent rang) => _heard.Add($"{bound} {rang.Number}");

    private Func<EventHandlerDelegate<TestEvent>, EventHandlerDelegate<TestEvent>> Named(string name) => inner => async (rang, context, ct) =>
    {
        _heard.Add($"{name} begins");
        await inner(rang, context, ct);
        _heard.Add($"{name} ends");
    };

    private sealed class Bell(List<string> received) : IEventHandler<TestEvent>
    {
        public ValueTask HandleAsync(TestEvent happened, EventContext context, CancellationToken ct)
        {
            received.Add($"{happened.Number} at depth {context.Depth}");
            return ValueTask.CompletedTask;
        }
    }
}
