using System.Threading.Channels;
using RabbitMQ.Client;

namespace Plaza.Spaces.RabbitMQ.Consuming;

/// <summary>Hands the deliveries of a queue over, in order. The broker sends no more than the prefetch count that are not acknowledged, which bounds it.</summary>
internal sealed class QueueReceiver(IChannel channel) : AsyncDefaultBasicConsumer(channel)
{
    private readonly Channel<QueueDelivery> _deliveries = System.Threading.Channels.Channel.CreateUnbounded<QueueDelivery>(new() { SingleReader = true });

    /// <returns>The next delivery; null when none came within the limit.</returns>
    public async ValueTask<QueueDelivery?> NextAsync(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (_deliveries.Reader.TryRead(out var waiting))
            return waiting;

        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _deliveries.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <remarks>The client reuses the memory of the body as soon as this returns.</remarks>
    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        _deliveries.Writer.TryWrite(new(deliveryTag, properties.MessageId, body.ToArray()));
        return Task.CompletedTask;
    }
}

/// <summary>A message as the broker delivered it.</summary>
/// <param name="Tag">Its number on the channel.</param>
/// <param name="MessageId">The sequence, as text.</param>
/// <param name="Body">The CloudEvent.</param>
internal sealed record QueueDelivery(ulong Tag, string? MessageId, byte[] Body);
