using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

public sealed class PublishingTests
{
    private readonly RecordingLoggerProvider _log = new();
    private readonly List<string> _heard = [];

    [Fact]
    public async Task Several_handlers_get_an_event_in_the_order_of_subscription()
    {
        await using var host = await StartAsync();
        foreach (var name in new[] { "first", "second", "third" })
            host.Bus.Subscribe<TestEvent>(name, rang => _heard.Add($"{name} {rang.Number}"));

        var result = host.Bus.Publish(new TestEvent(7));

        _heard.ShouldBe(["first 7", "second 7", "third 7"]);
        result.ShouldBe(new PublishResult(Delivered: 3, Queued: 0, Faulted: 0));
    }

    [Fact]
    public async Task A_handler_that_throws_affects_neither_the_others_nor_the_publisher_and_is_reported()
    {
        await using var host = await StartAsync();
        using var counters = new MeterReader(host.Services);
        var faults = new List<HandlerFaulted>();
        host.Bus.Subscribe<HandlerFaulted>("watch", faults.Add);
        host.Bus.Subscribe<TestEvent>("before", _ => _heard.Add("before"));
        var thrower = host.Bus.Subscribe<TestEvent>("thrower", _ => throw new InvalidOperationException("cracked"));
        var after = host.Bus.Subscribe<TestEvent>("after", _ => _heard.Add("after"));

        var result = host.Bus.Publish(new TestEvent(), new() { Sequence = 12 });

        _heard.ShouldBe(["before", "after"]);
        result.ShouldBe(new PublishResult(Delivered: 2, Queued: 0, Faulted: 1));
        faults.ShouldBe([new("thrower", "tests.rang", 12, "cracked") { ExceptionType = nameof(InvalidOperationException) }]);
        counters["plaza.handlers.faulted thrower"].ShouldBe(1);
        _log.Lines.ShouldContain(line => line.Contains("thrower") && line.Contains("tests.rang"));
        (thrower.HandledCount, thrower.FaultedCount, after.HandledCount).ShouldBe((0, 1, 1));
    }

    [Fact]
    public async Task A_fault_of_a_handler_of_faults_is_not_published()
    {
        await using var host = await StartAsync();
        using var counters = new MeterReader(host.Services);
        host.Bus.Subscribe<HandlerFaulted>("watch", _ => throw new InvalidOperationException("me too"));
        host.Bus.Subscribe<TestEvent>("thrower", _ => throw new InvalidOperationException("cracked"));

        host.Bus.Publish(new TestEvent()).Faulted.ShouldBe(1);

        counters["plaza.handlers.faulted watch"].ShouldBe(1);
    }

    [Fact]
    public async Task Asynchronous_handlers_that_throw_are_isolated_too()
    {
        await using var host = await StartAsync();
        host.Bus.Subscribe<TestEvent>("at once", (_, _, _) => throw new InvalidOperationException());
        host.Bus.Subscribe<TestEvent>("later", async (_, _, _) =>
        {
            await Task.Yield();
            throw new InvalidOperationException();
        });
        host.Bus.Subscribe<TestEvent>("apart", async (_, _, _) =>
        {
            await Task.Yield();
            throw new InvalidOperationException();
        }, Delivery.Concurrent(1));
        host.Bus.Subscribe<TestEvent>("sound", _ => _heard.Add("sound"));

        var result = await host.Bus.PublishAsync(new TestEvent());

        result.ShouldBe(new PublishResult(Delivered: 1, Queued: 0, Faulted: 3));
        _heard.ShouldBe(["sound"]);
    }

    [Fact]
    public async Task A_fault_among_asynchronous_handlers_is_caused_by_the_event_and_stops_neither_those_that_wait_nor_those_behind()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var depths = new List<int>();
        host.Bus.Subscribe<HandlerFaulted>("watch", (_, context, _) =>
        {
            depths.Add(context.Depth);
            return ValueTask.CompletedTask;
        });
        host.Bus.Subscribe<TestEvent>("thrower", (TestEvent _, CancellationToken _) => throw new InvalidOperationException("No."));
        host.Bus.Subscribe<TestEvent>("sleeper", async (TestEvent _, CancellationToken _) => await Task.Yield());
        host.Bus.Subscribe<TestEvent>("last", (TestEvent _, CancellationToken _) => ValueTask.CompletedTask);

        for (var time = 0; time < 2; time++)
            (await host.Bus.PublishAsync(new TestEvent())).ShouldBe(new PublishResult(Delivered: 2, Faulted: 1));

        depths.ShouldBe([2, 2]);
    }

    [Fact]
    public async Task Asynchronous_inline_handlers_are_awaited_one_after_the_other()
    {
        await using var host = await StartAsync();
        var gate = new TaskCompletionSource();
        host.Bus.Subscribe<TestEvent>("slow", async (_, _, _) =>
        {
            _heard.Add("slow begins");
            await gate.Task;
            _heard.Add("slow ends");
        });
        host.Bus.Subscribe<TestEvent>("next", _ => _heard.Add("next"));

        var publishing = host.Bus.PublishAsync(new TestEvent()).AsTask();
        _heard.ShouldBe(["slow begins"]);
        gate.SetResult();

        (await publishing).ShouldBe(new PublishResult(Delivered: 2, Queued: 0, Faulted: 0));
        _heard.ShouldBe(["slow begins", "slow ends", "next"]);
    }

    [Fact]
    public async Task Publish_starts_asynchronous_handlers_and_does_not_wait_for_them_but_the_test_host_does()
    {
        await using var host = await StartAsync();
        var gate = new TaskCompletionSource();
        host.Bus.Subscribe<TestEvent>("slow", async (_, _, _) => await gate.Task);

        host.Bus.Publish(new TestEvent()).ShouldBe(new PublishResult(Delivered: 0, Queued: 1, Faulted: 0));

        var quiet = host.WaitForIdleAsync();
        quiet.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        await quiet;
    }

    [Fact]
    public async Task A_disposed_subscription_gets_no_more_events()
    {
        await using var host = await StartAsync();
        var subscription = host.Bus.Subscribe<TestEvent>("short", rang => _heard.Add($"{rang.Number}"));
        host.Bus.Publish(new TestEvent(1));

        subscription.Dispose();
        var result = host.Bus.Publish(new TestEvent(2));

        _heard.ShouldBe(["1"]);
        result.IsUnhandled.ShouldBeTrue();
    }

    [Fact]
    public async Task An_event_without_a_name_is_rejected_with_a_clear_error()
    {
        await using var host = await StartAsync();

        Should.Throw<ArgumentException>(() => host.Bus.Publish(new Nameless())).Message.ShouldContain("Plaza.Tests.Spaces.Nameless is no event");
        Should.Throw<ArgumentException>(() => host.Bus.Subscribe<Nameless>("nobody", _ => { })).Message.ShouldContain("[EventName");
    }

    private Task<SpaceTestHost> StartAsync() =>
        SpaceTestHost.StartAsync(services => services.AddLogging(logging => logging.AddProvider(_log)));
}
