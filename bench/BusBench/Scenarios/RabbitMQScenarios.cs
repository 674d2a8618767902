using System.Text.Json;
using Plaza.BusBench.Measuring;
using Plaza.Spaces.Journal;
using Plaza.Spaces.RabbitMQ.Messages;
using RabbitMQ.Client;

namespace Plaza.BusBench.Scenarios;

/// <summary>Entries published and confirmed, against the bare client with the same bytes and the same window; to a quorum queue each.</summary>
internal static class RabbitMQScenarios
{
    private const int AtOnce = 10_000;

    public static Comparison Of(Uri broker, Target goal)
    {
        var body = Body();
        var counted = new RawPublisher(Connect(broker, "counted"), "counted", body, isTracked: false);
        var tracked = new RawPublisher(Connect(broker, "tracked"), "tracked", body, isTracked: true);
        Connect(broker, "journal").Dispose();
        var publisher = new RunningPublisher(broker, "journal");
        return new(
            $"RabbitMQ, {body.Length} bytes",
            new("bare client, confirms counted (baseline)", counted.Run),
            new("bare client, confirms tracked by the client", tracked.Run),
            new("the journal's publisher", publisher.Run, goal))
        {
            IsOnSeveralThreads = true,
            Stretch = AtOnce,
            End = () =>
            {
                counted.Dispose();
                tracked.Dispose();
                publisher.Dispose();
            },
        };
    }

    /// <summary>Declares an exchange with a queue that drops its oldest messages.</summary>
    private static IConnection Connect(Uri broker, string name)
    {
        var connection = new ConnectionFactory { Uri = broker }.CreateConnectionAsync().GetAwaiter().GetResult();
        using var channel = connection.CreateChannelAsync().GetAwaiter().GetResult();
        channel.ExchangeDeclareAsync(name, ExchangeType.Topic, durable: true).Wait();
        channel.QueueDeclareAsync(
            name, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { [Headers.XQueueType] = "quorum", [Headers.XMaxLength] = 1_000 }).Wait();
        channel.QueueBindAsync(name, name, "#").Wait();
        return connection;
    }

    /// <summary>A message as the publisher writes it.</summary>
    private static byte[] Body()
    {
        var types = new EventTypeRegistry();
        RunningPublisher.Register(types);
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            CloudEventJson.Write(
                json, GeneratedJournal.Entry(1_234_567), "/plaza", (types.Serialize(GeneratedJournal.Published), 1), isErased: false,
                Enumerable.Repeat("posts.published", 16));
        }

        return body.ToArray();
    }
}
