using System.Runtime.CompilerServices;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces;

public sealed class WeakSubscriptionTests
{
    private const int AtOnce = 1_000;

    [Fact]
    public async Task A_target_without_other_references_is_collected_and_its_subscription_ends_at_the_next_event()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var forgotten = SubscribeAndDropOne(host.Bus);

        Collect();
        forgotten.IsAlive.ShouldBeFalse();
        host.Bus.Subscriptions.Count.ShouldBe(1);
        host.Bus.Publish(new TestEvent());

        host.Bus.Subscriptions.ShouldBeEmpty();
        host.Bus.Publish(new TestEvent()).IsUnhandled.ShouldBeTrue();
    }

    [Fact]
    public async Task A_live_target_keeps_its_subscription_while_others_are_collected()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var living = new Bell();
        var subscription = host.Bus.SubscribeWeak<Bell, TestEvent>("living", living, static (bell, rang) => bell.Hear(rang));
        SubscribeAndDrop(host.Bus, 10);

        Collect();
        host.Bus.Publish(new TestEvent(3));
        Collect();
        host.Bus.Publish(new TestEvent(4));

        living.Heard.ShouldBe([3, 4]);
        subscription.IsWeak.ShouldBeTrue();
        host.Bus.Subscriptions.ShouldBe([subscription]);
    }

    [Fact]
    public async Task A_disposed_weak_subscription_gets_no_more_events()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var bell = new Bell();
        var subscription = host.Bus.SubscribeWeak<Bell, TestEvent>("short", bell, static (bell, rang) => bell.Hear(rang));

        subscription.Dispose();
        host.Bus.Publish(new TestEvent());

        bell.Heard.ShouldBeEmpty();
        host.Bus.Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_handler_that_throws_on_a_weak_target_affects_no_other()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var bell = new Bell();
        host.Bus.SubscribeWeak<Bell, TestEvent>("cracked", bell, static (_, _) => throw new InvalidOperationException());
        host.Bus.SubscribeWeak<Bell, TestEvent>("sound", bell, static (bell, rang) => bell.Hear(rang));

        host.Bus.Publish(new TestEvent(5)).ShouldBe(new PublishResult(Delivered: 1, Faulted: 1));

        bell.Heard.ShouldBe([5]);
    }

    /// <summary>At most the subscriptions added since the last sweep remain.</summary>
    [Theory]
    [InlineData(true, 100)]
    [InlineData(false, 2 * AtOnce)]
    [Trait("Speed", "slow")]
    public async Task Ten_thousand_collected_targets_leave_no_subscriptions(bool whilePublishing, int most)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var come = new List<WeakReference>();

        for (var round = 0; round < 10; round++)
        {
            come.AddRange(SubscribeAndDrop(host.Bus, AtOnce));
            Collect();
            if (whilePublishing)
                host.Bus.Publish(new TestEvent());
        }

        Collect();
        come.Count.ShouldBe(10_000);
        come.Count(subscription => subscription.IsAlive).ShouldBeLessThanOrEqualTo(most);
        host.Bus.Subscriptions.Count.ShouldBeLessThanOrEqualTo(most);
    }

    [Fact]
    public async Task A_handler_that_would_keep_its_own_target_alive_is_rejected()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var bell = new Bell();
        var other = new Bell();

        RefusedFor(bell, bell.HearToo);
        RefusedFor(bell, (_, rang) => bell.Hear(rang));
        foreach (var number in new[] { 1 })
            RefusedFor(bell, (_, rang) => bell.Hear(rang with { Number = number }));

        host.Bus.Subscriptions.ShouldBeEmpty();
        host.Bus.SubscribeWeak<Bell, TestEvent>("allowed", other, (_, rang) => bell.Hear(rang)).Dispose();

        void RefusedFor(Bell target, Action<Bell, TestEvent> handler) => Should
            .Throw<ArgumentException>(() => host.Bus.SubscribeWeak("refused", target, handler))
            .Message.ShouldContain("static lambda");
    }

    /// <returns>The subscriptions of targets without references.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> SubscribeAndDrop(IEventBus bus, int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ =>
            new WeakReference(bus.SubscribeWeak<Bell, TestEvent>("forgotten", new Bell(), static (bell, rang) => bell.Hear(rang)))),
    ];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference SubscribeAndDropOne(IEventBus bus)
    {
        var target = new Bell();
        bus.SubscribeWeak<Bell, TestEvent>("forgotten", target, static (bell, rang) => bell.Hear(rang));
        return new(target);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private sealed class Bell
    {
        public List<int> Heard { get; } = [];

        public void Hear(TestEvent rang) => Heard.Add(rang.Number);

        public void HearToo(Bell same, TestEvent rang) => same.Hear(rang);
    }
}
