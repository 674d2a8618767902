using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Testing;
using Plaza.Tests.Spaces;
using Plaza.Tests.Support;
using RabbitMQ.Client;

namespace Plaza.Tests.RabbitMQ;

public sealed class PublishingTests(RabbitMQServer server) : BrokerTest(server)
{
    [Fact]
    public async Task Entries_are_published_in_order_and_after_a_restart_from_the_last_confirmed_one_on()
    {
        await BindAsync();
        Add(1_000);
        var first = await PublishingAsync();
        await ConfirmedAsync(1_000);
        await StopAsync(first);
        Add(500);

        await PublishingAsync();
        await ConfirmedAsync(1_500);

        (await TakeAsync()).Select(message => message.BasicProperties.MessageId).ShouldBe(Enumerable.Range(1, 1_500).Select(number => $"{number}"));
    }

    [Fact]
    public async Task An_absent_broker_delays_no_start_and_no_append_and_nothing_is_read_until_it_comes()
    {
        await BindAsync();
        var host = await PublishingAsync(options => options.Uri = Proxy.Uri);
        using var meters = new MeterReader(host.Services);
        await Log.SaysAsync("RabbitMQ client rabbitmq is not connected");

        Add(20_000);
        await Eventually.TrueAsync(() => meters["plaza.rabbitmq.connections_failed rabbitmq"] > 2, "it tries again");
        Journal.Reads.ShouldBe(0);

        Proxy.Open();
        await SavedAsync(20_000);
        meters["plaza.rabbitmq.lag rabbitmq"].ShouldBe(0);
        meters["plaza.rabbitmq.confirmed rabbitmq"].ShouldBe(20_000);
    }

    [Fact]
    public async Task Without_confirms_it_stops_at_the_window_and_after_a_cut_nothing_is_missing()
    {
        await BindAsync();
        Proxy.Open();
        var host = await PublishingAsync(options => (options.Uri, options.ConfirmWindow) = (Proxy.Uri, 10));
        using var meters = new MeterReader(host.Services);
        Add(5);
        await ConfirmedAsync(5);

        Proxy.Hold();
        Add(5_000);
        await Eventually.TrueAsync(() => Journal.LastRead > 5, "it reads on");
        meters["plaza.rabbitmq.lag rabbitmq"].ShouldBe(5_000);
        Journal.LastRead.ShouldBeLessThanOrEqualTo(5 + 256);

        Proxy.Cut();
        Proxy.Release();
        Proxy.Open();
        await SavedAsync(5_005);
        (await TakeAsync()).Select(message => message.BasicProperties.MessageId).Distinct().ShouldBe(Enumerable.Range(1, 5_005).Select(number => $"{number}"));
    }

    [Fact]
    public async Task What_the_broker_does_not_accept_is_published_again_with_all_behind_it()
    {
        await BindAsync(new() { [Headers.XMaxLength] = 5, [Headers.XOverflow] = "reject-publish" });
        await PublishingAsync();
        Add(20);
        await Log.SaysAsync("the broker did not accept a message");

        var taken = new List<string?>();
        await Eventually.TrueAsync(
            async () =>
            {
                taken.AddRange((await TakeAsync()).Select(message => message.BasicProperties.MessageId));
                return taken.Contains("20");
            },
            "all were accepted");

        taken.Distinct().ShouldBe(Enumerable.Range(1, 20).Select(number => $"{number}"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_position_that_is_moved_back_publishes_again_from_there()
    {
        await BindAsync();
        await PublishingAsync();
        Add(10);
        await SavedAsync(10);

        await Store.RewindAsync("rabbitmq", 7, Ct);
        Add(1);
        await SavedAsync(11);

        await Log.SaysAsync("The stored position of rabbitmq was moved");
        (await TakeAsync()).Select(message => message.BasicProperties.MessageId).TakeLast(4).ShouldBe(["8", "9", "10", "11"]);
    }

    [Fact]
    public async Task Of_several_processes_the_active_one_publishes_and_goes_on_where_the_other_has_stopped()
    {
        await BindAsync();
        var one = await PublishingAsync();
        Add(10);
        await SavedAsync(10);

        await DeactivateAsync(one, before: 0);
        Add(5);
        (await TakeAsync()).Count.ShouldBe(10);
        var other = await PublishingAsync();
        await SavedAsync(15);

        await DeactivateAsync(other, before: 1);
        Activation(one).Set(true);
        Add(5);
        await SavedAsync(20);
        (await TakeAsync()).Select(message => message.BasicProperties.MessageId).ShouldBe(Enumerable.Range(11, 10).Select(number => $"{number}"));
    }

    [Fact]
    public async Task A_signal_that_comes_late_does_not_make_the_lag_less()
    {
        var away = Proxy.Uri;
        Proxy.Cut();
        var host = await PublishingAsync(options => options.Uri = away);
        using var meters = new MeterReader(host.Services);
        await Log.SaysAsync("RabbitMQ client rabbitmq is not connected");
        Add(5);

        Journal.Signal(3);

        meters["plaza.rabbitmq.lag rabbitmq"].ShouldBe(5);
    }

    private static SubscriptionActivation Activation(SpaceTestHost host) => host.Services.GetRequiredService<SubscriptionActivation>();

    /// <summary>Waits until the publisher has stopped: what it publishes until then, another one may publish again.</summary>
    private async Task DeactivateAsync(SpaceTestHost host, int before)
    {
        Activation(host).Set(false);
        await Eventually.TrueAsync(
            () => Log.Lines.Count(line => line.Contains("rabbitmq publishes no more", StringComparison.Ordinal)) > before, "the publisher has stopped");
    }
}
