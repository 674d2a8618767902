using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.RabbitMQ;
using Plaza.Tests.Support;

namespace Plaza.Tests.RabbitMQ;

public sealed class WakeUpTests(RabbitMQServer server) : BrokerTest(server)
{
    [Fact]
    public async Task A_process_hears_how_far_the_journal_has_grown_also_while_it_was_not_connected()
    {
        var grown = 0L;
        Proxy.Open();
        await PublishingAsync();
        await StartAsync(
            services => services.AddRabbitMQWakeUp((_, sequence) => Volatile.Write(ref grown, Math.Max(grown, sequence))),
            options => options.Uri = Proxy.Uri);
        await Log.SaysAsync("RabbitMQ client wake-up connected");

        Add(1_000);
        await Eventually.TrueAsync(() => Volatile.Read(ref grown) is 1_000, "it heard of 1 000");

        Proxy.Cut();
        Add(10);
        await SavedAsync(1_010);
        Proxy.Open();

        await Eventually.TrueAsync(() => Volatile.Read(ref grown) is 1_010, "it heard of 1 010");
    }
}
