using System.Diagnostics.Metrics;

namespace Plaza.Spaces.RabbitMQ;

/// <summary>Metrics of the package, on the meter <c>Plaza.Spaces.RabbitMQ</c>; each has the name of the publisher or the queue as its tag <c>client</c>.</summary>
internal sealed class RabbitMQTelemetry : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _confirmed;
    private readonly Counter<long> _handled;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _catchUps;

    public RabbitMQTelemetry(IMeterFactory? meters)
    {
        const string name = "Plaza.Spaces.RabbitMQ";
        _meter = meters is null ? new(name) : meters.Create(name);
        _lost = _meter.CreateCounter<long>("plaza.rabbitmq.connections_failed", "{attempt}", "Connections lost, and attempts that failed");
        _confirmed = _meter.CreateCounter<long>("plaza.rabbitmq.confirmed", "{event}", "Entries confirmed by the broker");
        _handled = _meter.CreateCounter<long>("plaza.rabbitmq.handled", "{event}", "Entries handled by a consumer");
        _skipped = _meter.CreateCounter<long>("plaza.rabbitmq.skipped", "{event}", "Messages skipped, since their entry was handled already");
        _catchUps = _meter.CreateCounter<long>("plaza.rabbitmq.journal_reads", "{read}", "How often a consumer read the journal: once a connection, and when entries may be missing");
    }

    /// <param name="publisher">The name of the publisher.</param>
    /// <param name="lag">Returns the number of entries that are not confirmed.</param>
    public void ObserveLag(string publisher, Func<long> lag) =>
        _meter.CreateObservableGauge("plaza.rabbitmq.lag", () => new Measurement<long>(lag(), Client(publisher)), "{event}", "Entries of the journal that the broker has not confirmed");

    public void ConnectionFailed(string client) => _lost.Add(1, Client(client));

    public void Confirmed(string publisher, long count) => _confirmed.Add(count, Client(publisher));

    public void Handled(string queue) => _handled.Add(1, Client(queue));

    public void Skipped(string queue) => _skipped.Add(1, Client(queue));

    public void JournalRead(string queue) => _catchUps.Add(1, Client(queue));

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Client(string name) => new("client", name);
}
