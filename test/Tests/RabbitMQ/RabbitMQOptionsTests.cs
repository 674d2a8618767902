using System.Net.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Spaces.RabbitMQ;
using Plaza.Spaces.RabbitMQ.Connecting;

namespace Plaza.Tests.RabbitMQ;

public sealed class RabbitMQOptionsTests
{
    public static TheoryData<string, Action<RabbitMQOptions>> Invalid => new()
    {
        { nameof(RabbitMQOptions.Uri), options => options.Uri = new("http://localhost") },
        { nameof(RabbitMQOptions.Uri), options => options.Uri = new("amqp://localhost/a/b") },
        { nameof(RabbitMQOptions.Exchange), options => options.Exchange = "" },
        { nameof(RabbitMQOptions.Source), options => options.Source = "a b" },
        { nameof(RabbitMQOptions.ConfirmWindow), options => options.ConfirmWindow = 0 },
        { nameof(RabbitMQOptions.PrefetchCount), options => options.PrefetchCount = 65_536 },
        { nameof(RabbitMQOptions.MinReconnectDelay), options => options.MinReconnectDelay = TimeSpan.Zero },
        { nameof(RabbitMQOptions.MaxReconnectDelay), options => options.MaxReconnectDelay = TimeSpan.FromMilliseconds(1) },
        { nameof(RabbitMQOptions.JournalCheckInterval), options => options.JournalCheckInterval = TimeSpan.Zero },
    };

    [Theory, MemberData(nameof(Invalid))]
    public void A_setting_out_of_range_is_named(string property, Action<RabbitMQOptions> change)
    {
        using var services = new ServiceCollection().AddRabbitMQ(change).BuildServiceProvider();

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<RabbitMQOptions>>().Value).Message.ShouldContain(property);
    }

    [Fact]
    public void The_defaults_are_valid()
    {
        using var services = new ServiceCollection().AddRabbitMQ().BuildServiceProvider();

        services.GetRequiredService<IOptions<RabbitMQOptions>>().Value.ConfirmWindow.ShouldBe(256);
    }

    [Fact]
    public void The_certificate_of_the_broker_must_have_its_host_name()
    {
        var tls = BrokerClient.CreateFactory(new() { Uri = new("amqps://broker.example.org/plaza") }).Ssl;

        (tls.Enabled, tls.ServerName, tls.AcceptablePolicyErrors).ShouldBe((true, "broker.example.org", SslPolicyErrors.None));
    }

    [Fact]
    public void A_pattern_is_no_name_of_an_event()
    {
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddRabbitMQConsumer<StoredEffects>("queue", ["posts.*"]));
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddRabbitMQConsumer<StoredEffects>("queue", []));
    }

    [Fact]
    public void Delays_double_up_to_the_longest_less_up_to_a_half()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

        foreach (var (failures, full) in new[] { (1, 0.2), (2, 0.4), (5, 3.2), (6, 5), (1_000, 5) })
            backoff.After(failures).TotalSeconds.ShouldBeInRange(full / 2, full);
    }
}
