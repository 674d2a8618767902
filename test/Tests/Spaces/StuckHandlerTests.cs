using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

public sealed class StuckHandlerTests : IDisposable
{
    private readonly VirtualTimeProvider _clock = new();
    private readonly RecordingLoggerProvider _log = new();
    private readonly ManualResetEventSlim _inside = new();
    private readonly ManualResetEventSlim _leave = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_inline_handler_that_blocks_is_named_within_five_seconds_in_log_and_counter()
    {
        await using var host = await StartAsync();
        using var counters = new MeterReader(host.Services);
        host.Bus.Subscribe<TestEvent>("sticky", _ => Stick());

        await BlocksAsync(host, counters);
    }

    [Fact]
    public async Task An_asynchronous_handler_that_blocks_before_it_first_waits_is_named_too()
    {
        await using var host = await StartAsync();
        using var counters = new MeterReader(host.Services);
        host.Bus.Subscribe<TestEvent>("sticky", (_, _, _) =>
        {
            Stick();
            return ValueTask.CompletedTask;
        });

        await BlocksAsync(host, counters);
    }

    [Fact]
    public async Task A_blocking_call_is_reported_though_other_calls_of_its_handler_complete()
    {
        await using var host = await StartAsync();
        using var counters = new MeterReader(host.Services);
        host.Bus.Subscribe<TestEvent>("sticky", rang =>
        {
            if (rang.Number is 1)
                Stick();
        });

        await BlocksAsync(host, counters, () => host.Bus.Publish(new TestEvent(2)));
    }

    [Fact]
    public async Task A_handler_whose_calls_complete_is_not_reported()
    {
        await using var host = await StartAsync();
        host.Bus.Subscribe<TestEvent>("quick", _ => { });

        for (var second = 0; second < 10; second++)
        {
            host.Bus.Publish(new TestEvent());
            await TickAsync();
        }

        _log.Lines.ShouldNotContain(line => line.Contains("quick"));
    }

    public void Dispose()
    {
        _inside.Dispose();
        _leave.Dispose();
    }

    private async Task BlocksAsync(SpaceTestHost host, MeterReader counters, Action? meanwhile = null)
    {
        var publishing = Task.Run(() => host.Bus.Publish(new TestEvent(1)), Ct);
        _inside.Wait(Ct);

        for (var second = 0; second < 5; second++)
        {
            meanwhile?.Invoke();
            await TickAsync();
        }

        (await _log.SaysAsync("has blocked its publisher")).ShouldContain("sticky of tests.rang");
        counters["plaza.handlers.stuck sticky"].ShouldBe(1);
        _leave.Set();
        (await publishing).Faulted.ShouldBe(0);
    }

    /// <summary>Advances the clock by a second, once the detector is waiting for it.</summary>
    private async Task TickAsync()
    {
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
    }

    private void Stick()
    {
        _inside.Set();
        _leave.Wait(Ct);
    }

    private Task<SpaceTestHost> StartAsync() => SpaceTestHost.StartAsync(services => services
        .AddSingleton<TimeProvider>(_clock)
        .AddLogging(logging => logging.AddProvider(_log)));
}
