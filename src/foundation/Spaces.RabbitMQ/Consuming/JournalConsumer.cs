using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Journal;
using Plaza.Spaces.RabbitMQ.Connecting;
using Plaza.Spaces.RabbitMQ.Messages;
using RabbitMQ.Client;

namespace Plaza.Spaces.RabbitMQ.Consuming;

/// <summary>
/// Handles the entries that a durable quorum queue receives, one after the other in the order of their sequences. A message is handled at once when it
/// is certain that it follows on the position; when an entry may be missing, the journal is read to its end, and the messages of the entries found
/// there are skipped as they come. Of several consumers of a queue one works; the others try again until its connection is gone.
/// </summary>
internal sealed class JournalConsumer(
    string queue,
    IReadOnlyCollection<string>? names,
    IJournalEntryHandler handler,
    RabbitMQOptions options,
    IJournal journal,
    EventTypeRegistry types,
    TimeProvider clock,
    RabbitMQTelemetry telemetry,
    ILogger logger) : BackgroundService
{
    private const int BatchSize = 256;

    private readonly IReadOnlyList<string>? _names = names is null ? null : [.. names];
    private readonly Backoff _backoff = new(options.MinReconnectDelay, options.MaxReconnectDelay);
    private CancellationToken _stopping;
    private long _position;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        return new BrokerClient(queue, options, clock, telemetry, logger).RunAsync(
            new(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false), ConsumeAsync, stoppingToken);
    }

    private async Task ConsumeAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var receiver = await SubscribeAsync(channel, cancellationToken);
        _position = await handler.GetPositionAsync(cancellationToken);
        await CatchUpAsync(cancellationToken);
        while (true)
        {
            if (await receiver.NextAsync(options.JournalCheckInterval, clock, cancellationToken) is { } delivery)
            {
                await HandleAsync(delivery, cancellationToken);
                await channel.BasicAckAsync(delivery.Tag, multiple: false, cancellationToken);
            }
            else
            {
                await CatchUpAsync(cancellationToken);
            }
        }
    }

    private async Task<QueueReceiver> SubscribeAsync(IChannel channel, CancellationToken cancellationToken)
    {
        // A lock that ends with the connection: quorum queues accept a second consumer in spite of an exclusive one (RabbitMQ 3.10).
        await channel.QueueDeclareAsync($"{queue}.consumer", durable: false, exclusive: true, autoDelete: false, cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(options.Exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { [Headers.XQueueType] = "quorum" },
            cancellationToken: cancellationToken);
        foreach (var name in _names ?? ["#"])
            await channel.QueueBindAsync(queue, options.Exchange, name, cancellationToken: cancellationToken);

        await channel.BasicQosAsync(0, (ushort)options.PrefetchCount, global: false, cancellationToken);
        var receiver = new QueueReceiver(channel);
        await channel.BasicConsumeAsync(queue, autoAck: false, receiver, cancellationToken);
        logger.Connected(queue, options.Uri.Authority);
        return receiver;
    }

    private async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        ReceivedEntry received;
        try
        {
            received = CloudEventJson.Read(delivery.Body, options.Source, types);
        }
        catch (FormatException fault)
        {
            logger.MessageDiscarded(queue, fault.Message);
            return;
        }

        var entry = received.Entry;
        if (entry.Sequence <= _position || _names?.Contains(entry.Name) is false)
            telemetry.Skipped(queue);
        else if (received.HasPayload && received.Follows(_position, _names))
            await HandleAsync(entry, cancellationToken);
        else
            await CatchUpToAsync(entry.Sequence, cancellationToken);
    }

    /// <summary>Reads the journal until it shows an entry that a message brought. A journal elsewhere may be later than the message.</summary>
    private async Task CatchUpToAsync(long sequence, CancellationToken cancellationToken)
    {
        logger.EntriesMissing(queue, sequence, _position);
        await CatchUpAsync(cancellationToken);
        for (var attempt = 1; _position < sequence; attempt++)
        {
            var delay = _backoff.After(attempt);
            logger.JournalBehind(queue, sequence, delay.TotalSeconds);
            await Task.Delay(delay, clock, cancellationToken);
            await CatchUpAsync(cancellationToken);
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        telemetry.JournalRead(queue);
        while (await journal.ReadAsync(_position, _names, BatchSize, cancellationToken) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
                await HandleAsync(entry, cancellationToken);
        }
    }

    /// <summary>Handles an entry, again and again until it succeeds. A handler that has begun is not cancelled by the loss of the connection.</summary>
    private async Task HandleAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        for (var attempt = 1; entry.Sequence > _position; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await handler.HandleAsync(entry, _stopping);
                _position = entry.Sequence;
                telemetry.Handled(queue);
                return;
            }
            catch (Exception fault) when (!_stopping.IsCancellationRequested)
            {
                var delay = _backoff.After(attempt);
                logger.HandlerFailed(fault, queue, entry.Name, entry.Sequence, attempt, delay.TotalSeconds);
                await Task.Delay(delay, clock, cancellationToken);
            }

            // The effect may have been stored in spite of the exception.
            _position = await handler.GetPositionAsync(cancellationToken);
        }
    }
}
