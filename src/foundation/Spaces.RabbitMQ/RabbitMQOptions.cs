namespace Plaza.Spaces.RabbitMQ;

/// <summary>
/// The settings of the publisher, the consumers and the wake-up of one process. Set by <c>AddRabbitMQ</c>, <c>Configure</c> or a section of the
/// configuration; read once, when the host starts. Values out of range make the start fail with an <c>OptionsValidationException</c>.
/// </summary>
public sealed class RabbitMQOptions
{
    /// <summary>The broker, its virtual host, user and password: <c>amqp://user:password@host:5672/vhost</c>, or <c>amqps</c>. Its password is never logged.</summary>
    public Uri Uri { get; set; } = new("amqp://localhost:5672");

    /// <summary>The durable topic exchange, declared by whoever connects first. 1 to 255 bytes; default <c>plaza.events</c>.</summary>
    public string Exchange { get; set; } = "plaza.events";

    /// <summary>
    /// The <c>source</c> of the CloudEvents, a URI or a path: with the id it is unique for each event, so two journals must not have the same.
    /// Consumers ignore messages of other sources. Default <c>/plaza</c>.
    /// </summary>
    public string Source { get; set; } = "/plaza";

    /// <summary>Maximum number of published messages that the broker has not confirmed. 1 to 65 535; default 256.</summary>
    public int ConfirmWindow { get; set; } = 256;

    /// <summary>Maximum number of messages that a consumer has received and not acknowledged. 1 to 65 535; default 256.</summary>
    public int PrefetchCount { get; set; } = 256;

    /// <summary>The delay before the second attempt to connect; it doubles with each, less up to a half at random. More than zero; default 200 ms.</summary>
    public TimeSpan MinReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest delay between two attempts to connect. At least <see cref="MinReconnectDelay"/>; default 5 s.</summary>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a consumer or the wake-up receives nothing before it reads the journal: the latest time at which an event is handled whose message
    /// never comes. More than zero; default 30 s.
    /// </summary>
    public TimeSpan JournalCheckInterval { get; set; } = TimeSpan.FromSeconds(30);
}
