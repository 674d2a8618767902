using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Journal;
using Plaza.Spaces.RabbitMQ.Connecting;
using RabbitMQ.Client;

namespace Plaza.Spaces.RabbitMQ.Consuming;

/// <summary>
/// Tells a process that reads the journal itself that it has grown. The queue is exclusive and has room for one message, of which only the sequence
/// counts: while the process is slow the broker drops the older ones. What was missed is found by reading the newest sequence after each connection.
/// </summary>
internal sealed class JournalWakeUp(
    string name, Action<long> grown, RabbitMQOptions options, IJournal journal, TimeProvider clock, RabbitMQTelemetry telemetry, ILogger logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new BrokerClient(name, options, clock, telemetry, logger).RunAsync(
        new(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false), ListenAsync, stoppingToken);

    private async Task ListenAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(options.Exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken);
        var queue = await channel.QueueDeclareAsync(
            "", durable: false, exclusive: true, autoDelete: true, new Dictionary<string, object?> { [Headers.XMaxLength] = 1 }, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue.QueueName, options.Exchange, "#", cancellationToken: cancellationToken);
        await channel.BasicQosAsync(0, prefetchCount: 1, global: false, cancellationToken);
        var receiver = new QueueReceiver(channel);
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: false, receiver, cancellationToken);
        logger.Connected(name, options.Uri.Authority);
        grown(await journal.GetLastSequenceAsync(cancellationToken));
        while (true)
        {
            if (await receiver.NextAsync(options.JournalCheckInterval, clock, cancellationToken) is not { } delivery)
            {
                grown(await journal.GetLastSequenceAsync(cancellationToken));
                continue;
            }

            if (long.TryParse(delivery.MessageId, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
                grown(sequence);

            await channel.BasicAckAsync(delivery.Tag, multiple: false, cancellationToken);
        }
    }
}
