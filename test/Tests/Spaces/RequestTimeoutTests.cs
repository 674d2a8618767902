using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Events;
using Plaza.Spaces.Requests;

namespace Plaza.Tests.Spaces;

/// <summary>Timeouts of requests, and requests from inside handlers.</summary>
public sealed class RequestTimeoutTests
{
    private CancellationToken _told;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_that_takes_too_long_times_out_and_its_handler_is_cancelled(bool heeds)
    {
        await using var watched = await StartAsync(heeds);

        var asking = watched.Host.SendAsync(new CountQuery("x")).AsTask();
        watched.Clock.Advance(TimeSpan.FromSeconds(29));
        asking.IsCompleted.ShouldBeFalse();
        watched.Clock.Advance(TimeSpan.FromSeconds(1));

        var late = await Should.ThrowAsync<TimeoutException>(watched.TurnUntilAsync(asking));
        late.Message.ShouldBe("ears took longer than 30 s to handle CountQuery.");
        (late is OutcomeUnknownException).ShouldBe(!heeds);
        _told.IsCancellationRequested.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_request_handler_affects_neither_the_clock_nor_the_caller(bool blocks)
    {
        using var never = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        await using var watched = await ObservedBus.StartAsync(ears: ears => ears.Handles<CountQuery, int>(async (_, ct) =>
        {
            await Task.Yield();
            ct.Register(() =>
            {
                if (!blocks)
                    throw new InvalidOperationException("cracked");

                never.Wait(CancellationToken.None);
            });
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
            return 1;
        }));

        var asking = watched.Host.SendAsync(new CountQuery("x")).AsTask();
        await begun.Task;
        var passing = Task.Run(() => watched.Clock.Advance(TimeSpan.FromSeconds(30)));
        try
        {
            await Should.ThrowAsync<TimeoutException>(watched.TurnUntilAsync(asking));
        }
        finally
        {
            never.Set();
        }

        await passing;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_may_cancel_and_the_handler_is_cancelled(bool heeds)
    {
        await using var watched = await StartAsync(heeds);
        using var stop = new CancellationTokenSource();

        var asking = watched.Host.SendAsync(new CountQuery("x"), stop.Token).AsTask();
        await stop.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(asking)).CancellationToken.ShouldBe(stop.Token);
        _told.IsCancellationRequested.ShouldBeTrue();
    }

    [Theory]
    [InlineData("inline")]
    [InlineData("after an await")]
    [InlineData("another thread")]
    [InlineData("queued")]
    [InlineData("queued, after an await")]
    [InlineData("concurrent")]
    public async Task A_request_from_inside_a_handler_is_its_fault(string way)
    {
        await using var watched = await ObservedBus.StartAsync(ears: ears => ears.Handles<CountQuery, int>((_, _) => new(1)));
        var requests = watched.Host.Services.GetRequiredService<IRequestBus>();
        var delivery = way.Split(',')[0] switch
        {
            "queued" => Delivery.Queued(4),
            "concurrent" => Delivery.Concurrent(2),
            _ => Delivery.Inline,
        };
        watched.Bus.Subscribe<TestEvent>("asker", async (_, ct) =>
        {
            if (way.Contains("after an await"))
                await Task.Yield();

            if (way is "another thread")
                await Task.Run(async () => await requests.SendAsync(new CountQuery("x"), ct), ct);
            else
                await requests.SendAsync(new CountQuery("x"), ct);
        }, delivery);

        await watched.Bus.PublishAsync(new TestEvent());
        await watched.Host.WaitForIdleAsync();

        var fault = watched.Reports<HandlerFaulted>().ShouldHaveSingleItem();
        (fault.Handler, fault.ExceptionType).ShouldBe(("asker", nameof(InvalidOperationException)));
        fault.Message.ShouldBe("CountQuery is sent from inside a handler of tests.rang. Handlers send no requests: they subscribe.");
    }

    [Fact]
    public async Task A_request_from_inside_a_synchronous_handler_is_found_too()
    {
        await using var watched = await ObservedBus.StartAsync(ears: ears => ears.Handles<CountQuery, int>((_, _) => new(1)));
        watched.Bus.Subscribe<TestEvent>("asker", _ => watched.Host.SendAsync(new CountQuery("x")).AsTask().Wait());

        watched.Bus.Publish(new TestEvent()).Faulted.ShouldBe(1);

        watched.Reports<HandlerFaulted>().ShouldHaveSingleItem().Message.ShouldContain("from inside a handler of tests.rang");
    }

    [Fact]
    public async Task A_door_may_send_requests_before_and_after_publishing_and_their_handlers_may_publish()
    {
        await using var watched = await ObservedBus.StartAsync(ears: ears => ears.Handles<CountQuery, int>((_, _) => new(1)));
        watched.Bus.Subscribe<TestEvent>("quick", _ => { });
        watched.Bus.Subscribe<TestEvent>("slow", async (_, _) => await Task.Yield());
        watched.Bus.Subscribe<TestEvent>("thrower", _ => throw new InvalidOperationException("cracked"));

        foreach (var number in Enumerable.Range(1, 100))
        {
            watched.Bus.Publish(new TestEvent(number));
            (await watched.Host.SendAsync(new CountQuery("x"))).ShouldBe(1);
            await watched.Bus.PublishAsync(new TestEvent(number));
            (await watched.Host.SendAsync(new CountQuery("x"))).ShouldBe(1);
        }

        EventContext.Current.ShouldBeNull();
        await watched.Host.WaitForIdleAsync();
    }

    private Task<ObservedBus> StartAsync(bool heeds) => ObservedBus.StartAsync(ears: ears => ears.Handles<CountQuery, int>(async (_, ct) =>
    {
        _told = ct;
        await Task.Delay(Timeout.InfiniteTimeSpan, heeds ? ct : CancellationToken.None);
        return 1;
    }));
}
