using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Testing;
using Plaza.Spaces.Testing.FaultInjection;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Spaces.Testing;

public sealed class FaultTests
{
    private readonly List<int> _heard = [];
    private readonly List<HandlerFaulted> _faults = [];

    [Fact]
    public async Task A_synchronous_inline_handler_throws_at_every_third_event_and_the_others_get_all()
    {
        await using var host = await StartAsync();
        host.Bus.Subscribe<Ordered>("struck", ordered => _heard.Add(ordered.Number));
        var others = 0;
        host.Bus.Subscribe<Ordered>("well", _ => others++);
        host.Faults.Throw<Ordered>("struck", FaultTrigger.EveryNth(3));

        foreach (var number in Enumerable.Range(1, 7))
            await host.PublishAsync(new Ordered(number));

        _heard.ShouldBe([1, 2, 4, 5, 7]);
        others.ShouldBe(7);
        _faults.Select(fault => (fault.Handler, fault.ExceptionType)).ShouldBe([("struck", nameof(InjectedFaultException)), ("struck", nameof(InjectedFaultException))]);
    }

    [Fact]
    public async Task A_queued_handler_throws_the_given_exception_the_given_number_of_times()
    {
        await using var host = await StartAsync();
        host.Bus.Subscribe<Ordered>("struck", (ordered, _) =>
        {
            _heard.Add(ordered.Number);
            return ValueTask.CompletedTask;
        }, Delivery.Queued(10));
        host.Faults.Throw<Ordered>("struck", FaultTrigger.FirstN(2), () => new FormatException("No."));

        foreach (var number in Enumerable.Range(1, 4))
            await host.PublishAsync(new Ordered(number));

        _heard.ShouldBe([3, 4]);
        _faults.Select(fault => fault.Message).ShouldBe(["No.", "No."]);
    }

    [Fact]
    public async Task A_fault_without_a_handler_name_affects_all_handlers_of_the_event_until_faults_are_cleared()
    {
        await using var host = await StartAsync();
        host.Bus.Subscribe<Ordered>("one", ordered => _heard.Add(ordered.Number));
        host.Bus.Subscribe<Ordered>("two", (ordered, _, _) =>
        {
            _heard.Add(ordered.Number);
            return ValueTask.CompletedTask;
        });
        host.Faults.Throw<Ordered>();

        await host.PublishAsync(new Ordered(1));
        _heard.ShouldBeEmpty();
        host.Faults.Clear();
        await host.PublishAsync(new Ordered(2));

        _heard.ShouldBe([2, 2]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delayed_handler_does_its_part_later_a_synchronous_one_too(bool synchronous)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, new TestSchedule(1));
        var began = host.Clock.GetUtcNow();
        if (synchronous)
            host.Bus.Subscribe<Ordered>("struck", ordered => _heard.Add((int)(host.Clock.GetUtcNow() - began).TotalSeconds));
        else
            host.Bus.Subscribe<Ordered>("struck", async (ordered, _) => _heard.Add(await Task.FromResult((int)(host.Clock.GetUtcNow() - began).TotalSeconds)));

        host.Faults.Delay<Ordered>(TimeSpan.FromSeconds(4), "struck", FaultTrigger.FirstN(1));

        await host.PublishAsync(new Ordered(1));
        await host.PublishAsync(new Ordered(2));

        _heard.ShouldBe([4, 4]);
    }

    [Fact]
    public async Task A_handler_that_hangs_is_abandoned_and_its_queue_continues()
    {
        await using var host = await StartAsync();
        host.Bus.Subscribe<Ordered>("struck", async (ordered, _) =>
        {
            await Task.Yield();
            _heard.Add(ordered.Number);
        }, Delivery.Queued(10).Timeout(TimeSpan.FromSeconds(2)));
        host.Faults.Hang<Ordered>("struck", FaultTrigger.FirstN(1));

        await host.PublishAsync(new Ordered(1));
        await host.PublishAsync(new Ordered(2));

        _heard.ShouldBe([2]);
        _faults.ShouldHaveSingleItem().ExceptionType.ShouldBe(nameof(TimeoutException));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_durable_handler_is_struck_twice_and_takes_all_in_after_its_pauses(long seed)
    {
        var ledger = new Ledger(_heard);
        await using var host = await SpaceTestHost.StartAsync(
            services => services.AddInMemoryJournal().AddSingleton<Space>(ledger), new TestSchedule(seed));
        host.Faults.Throw<Ordered>(when: FaultTrigger.FirstN(2));

        await host.PublishAsync(new Ordered(1));
        _heard.Count.ShouldBe(0);
        await host.RunAsync(() => Task.Delay(TimeSpan.FromHours(1), host.Clock, TestContext.Current.CancellationToken));

        _heard.ShouldBe([1]);
        host.Trace.Count(line => line.Contains("ends with InjectedFaultException")).ShouldBe(2);
    }

    private async Task<SpaceTestHost> StartAsync()
    {
        var host = await SpaceTestHost.StartAsync(_ => { }, new TestSchedule(1));
        host.Bus.Subscribe<HandlerFaulted>("faults", _faults.Add);
        return host;
    }

    private sealed class Ledger(List<int> received) : Space("ledger")
    {
        protected internal override void Configure(SpaceBuilder space) => space.OnDurable<Ordered>((ordered, _) => received.Add(ordered.Number));
    }
}
