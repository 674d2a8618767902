using System.Threading.RateLimiting;
using RabbitMQ.Client;

namespace Plaza.BusBench.Scenarios;

/// <summary>The bare client: the same bytes again and again, with at most 256 messages unconfirmed, counted here or by the client's own tracking.</summary>
internal sealed class RawPublisher : IDisposable
{
    public const int Window = 256;

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _exchange;
    private readonly byte[] _body;
    private readonly bool _isTracked;
    private readonly SemaphoreSlim _room = new(Window);
    private readonly BasicProperties _properties = new() { DeliveryMode = DeliveryModes.Persistent, ContentType = "application/cloudevents+json; charset=utf-8", MessageId = "1234567", Type = "posts.published" };
    private ulong _confirmed;

    public RawPublisher(IConnection connection, string exchange, byte[] body, bool isTracked)
    {
        (_connection, _exchange, _body, _isTracked) = (connection, exchange, body, isTracked);
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, isTracked, isTracked ? new ThrottlingRateLimiter(Window) : null);
        _channel = connection.CreateChannelAsync(options).GetAwaiter().GetResult();
        _channel.BasicAcksAsync += (_, ack) =>
        {
            // In order, since there is one queue on one broker.
            if (!_isTracked)
                _room.Release((int)(ack.DeliveryTag - _confirmed));

            _confirmed = ack.DeliveryTag;
            return Task.CompletedTask;
        };
    }

    public void Run(int times) => (_isTracked ? TrackAsync(times) : CountAsync(times)).GetAwaiter().GetResult();

    public void Dispose() => _connection.Dispose();

    private async Task CountAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            await _room.WaitAsync();
            await _channel.BasicPublishAsync(_exchange, "posts.published", mandatory: false, _properties, _body);
        }

        for (var one = 0; one < Window; one++)
            await _room.WaitAsync();

        _room.Release(Window);
    }

    private async Task TrackAsync(int times)
    {
        var publishing = new Queue<Task>(Window);
        for (var time = 0; time < times; time++)
        {
            if (publishing.Count is Window)
                await publishing.Dequeue();

            publishing.Enqueue(_channel.BasicPublishAsync(_exchange, "posts.published", mandatory: false, _properties, _body).AsTask());
        }

        while (publishing.TryDequeue(out var one))
            await one;
    }
}
