using System.Diagnostics;
using Plaza.Tests.Spaces;
using Plaza.Tests.Support;

namespace Plaza.Tests.RabbitMQ;

public sealed class BrokerKillTests(RabbitMQServer server) : BrokerTest(server)
{
    private static readonly TimeSpan NormalWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_broker_killed_under_load_loses_no_event_and_doubles_none_and_all_is_normal_in_ten_seconds()
    {
        await PublishingAsync(options => options.MaxReconnectDelay = TimeSpan.FromSeconds(5));
        await ConsumingAsync(options => options.MaxReconnectDelay = TimeSpan.FromSeconds(5));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var appending = AppendAsync(ending.Token);
        await HandledAsync(500);

        await Server.KillAsync();
        await Server.StartAsync();
        var began = Stopwatch.GetTimestamp();
        var appended = await Journal.GetLastSequenceAsync(Ct);
        await HandledAsync((int)appended + 1);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(NormalWithin);

        await ending.CancelAsync();
        var count = await appending;
        await HandledAsync(count);
        await SavedAsync(count);
        Effects.Sequences.ShouldBe(Enumerable.Range(1, count).Select(number => (long)number));
    }

    /// <returns>Number of entries appended, about a thousand a second.</returns>
    private async Task<int> AppendAsync(CancellationToken cancellationToken)
    {
        for (var count = 0; ; count += 2)
        {
            if (cancellationToken.IsCancellationRequested)
                return count;

            Journal.Add(new TestEvent(count));
            Journal.Add(new TestEvent(count + 1));
            await Task.Delay(2, CancellationToken.None);
        }
    }
}
