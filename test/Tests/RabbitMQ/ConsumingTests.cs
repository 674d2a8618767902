using System.Text;
using Plaza.Spaces.Journal;
using Plaza.Tests.Spaces;
using Plaza.Tests.Support;
using RabbitMQ.Client;

namespace Plaza.Tests.RabbitMQ;

public sealed class ConsumingTests(RabbitMQServer server) : BrokerTest(server)
{
    [Fact]
    public async Task Entries_of_its_events_are_handled_in_order_from_the_messages_alone()
    {
        await PublishingAsync();
        var host = await ConsumingAsync();
        using var meters = new MeterReader(host.Services);
        await Log.SaysAsync($"RabbitMQ client {Queue} connected");
        Journal.Add(new TestEvent(0));
        await HandledAsync(1);
        var reads = meters[$"plaza.rabbitmq.journal_reads {Queue}"];

        for (var number = 1; number < 1_000; number++)
        {
            Journal.Add(new FollowUpEvent(number));
            Journal.Add(new TestEvent(number));
        }

        await HandledAsync(1_000);
        Effects.Handled.Select(entry => ((TestEvent)entry.Deserialize()!).Number).ShouldBe(Enumerable.Range(0, 1_000));
        Effects.Sequences.ShouldBe(Enumerable.Range(0, 1_000).Select(number => (2L * number) + 1));
        var last = Effects.Handled[^1];
        (last.Name, last.Cause, last.Root, last.Depth, last.Time).ShouldBe(("tests.rang", 1_998, 1, 2, new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero)));
        meters[$"plaza.rabbitmq.journal_reads {Queue}"].ShouldBe(reads);
        await EmptyAsync();
    }

    [Fact]
    public async Task A_message_that_is_missing_is_seen_at_the_next_one_and_read_from_the_journal()
    {
        await PublishingAsync();
        await ConsumingAsync();
        Journal.Add(new TestEvent(1));
        await HandledAsync(1);

        await OnChannelAsync(channel => channel.QueueUnbindAsync(Queue, Exchange, "tests.rang", cancellationToken: Ct));
        Add(3);
        await ConfirmedAsync(4);
        await OnChannelAsync(channel => channel.QueueBindAsync(Queue, Exchange, "tests.rang", cancellationToken: Ct));
        Journal.ShownUpTo = 4;
        Add(1);

        await Log.SaysAsync($"Queue {Queue} delivered 5, which the journal does not show yet");
        Effects.Sequences.ShouldBe([1, 2, 3, 4]);
        Journal.ShownUpTo = long.MaxValue;
        await HandledAsync(5);
        Effects.Sequences.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task An_entry_whose_message_never_comes_is_read_from_the_journal()
    {
        await ConsumingAsync(options => options.JournalCheckInterval = TimeSpan.FromMilliseconds(200));
        await Log.SaysAsync($"RabbitMQ client {Queue} connected");

        Add(3);

        await HandledAsync(3);
        Effects.Sequences.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Erased_unknown_and_foreign_messages_hold_up_nothing()
    {
        await PublishingAsync();
        var host = await ConsumingAsync(names: ["tests.rang", "tests.newer"]);
        using var meters = new MeterReader(host.Services);
        await Log.SaysAsync($"RabbitMQ client {Queue} connected");

        await OnChannelAsync(async channel =>
        {
            await channel.BasicPublishAsync(Exchange, "tests.rang", "no json"u8.ToArray(), Ct);
            await channel.BasicPublishAsync(Exchange, "tests.rang", """{"source":"/other","id":"1"}"""u8.ToArray(), Ct);
            foreach (var (id, preceding) in new[] { ("null", "\"\""), ("\"1\"", "null") })
            {
                var body = $$"""{"source":"/plaza","type":"tests.rang","time":"2026-01-31T12:00:00Z","correlation":"1","depth":0,"id":{{id}},"preceding":{{preceding}}}""";
                await channel.BasicPublishAsync(Exchange, "tests.rang", Encoding.UTF8.GetBytes(body), Ct);
            }
        });
        Journal.AddErased("tests.rang");
        Journal.AddUnknown("tests.newer");
        Add(1);

        await HandledAsync(3);
        Effects.Sequences.ShouldBe([1, 2, 3]);
        Effects.Handled[0].Deserialize().ShouldBeNull();
        Should.Throw<InvalidDataException>(() => Effects.Handled[1].Deserialize());
        await Log.SaysAsync("no entry of this journal; it was discarded: Its source is /other, not /plaza");
        await Eventually.TrueAsync( // The entries may come from the journal, before the messages do.
            () => Log.Lines.Count(line => line.Contains("it was discarded: It is no CloudEvent of a journal: a text is null", StringComparison.Ordinal)) is 2,
            "both messages with a null are discarded");
        await EmptyAsync();
    }

    [Fact]
    public async Task A_consumer_that_ends_between_effect_and_acknowledgement_does_not_repeat_the_effect()
    {
        var isStored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await PublishingAsync();
        Proxy.Open();
        var first = await ConsumingAsync(options => options.Uri = Proxy.Uri);
        await Log.SaysAsync($"RabbitMQ client {Queue} connected");
        Effects.After = async (entry, ct) =>
        {
            if (entry.Sequence is not 2)
                return;

            isStored.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
        };
        Add(2);
        await isStored.Task.WaitAsync(Ct);
        Proxy.Cut();
        await StopAsync(first);

        var second = await ConsumingAsync();
        using var meters = new MeterReader(second.Services);
        Add(1);

        await HandledAsync(3);
        Effects.Sequences.ShouldBe([1, 2, 3]);
        await EmptyAsync();
        meters[$"plaza.rabbitmq.skipped {Queue}"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_handler_that_fails_is_called_again_until_it_succeeds_and_the_order_stays()
    {
        var calls = 0;
        Effects.Before = (entry, _) => entry.Sequence is 2 && ++calls < 3 ? throw new InvalidOperationException("no room") : Task.CompletedTask;
        await PublishingAsync();
        await ConsumingAsync();
        Add(4);

        await HandledAsync(4);

        Effects.Sequences.ShouldBe([1, 2, 3, 4]);
        await Log.SaysAsync("failed to handle tests.rang (sequence 2) at attempt 2");
    }

    [Fact]
    public async Task Of_two_consumers_of_a_queue_one_handles_and_the_other_takes_over()
    {
        await PublishingAsync();
        var first = await ConsumingAsync();
        await Log.SaysAsync($"RabbitMQ client {Queue} connected");
        await ConsumingAsync();
        await Log.SaysAsync($"RabbitMQ client {Queue} is not connected");
        Add(100);
        await HandledAsync(100);

        await StopAsync(first);
        Add(100);

        await HandledAsync(200);
        Effects.Sequences.ShouldBe(Enumerable.Range(1, 200).Select(number => (long)number));
    }

    /// <summary>Waits until every message is acknowledged: a consumer that is gone gives back the others.</summary>
    private Task EmptyAsync() => Eventually.TrueAsync(
        async () => await OnChannelAsync(async channel => (await channel.QueueDeclarePassiveAsync(Queue, Ct)).MessageCount is 0), "the queue is empty");
}
