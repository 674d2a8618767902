namespace Plaza.Server.Hosting;

/// <summary>The section <c>RabbitMQ</c> of the settings.</summary>
internal sealed class BrokerOptions
{
    public const string Section = "RabbitMQ";

    /// <summary>The broker with user and password, <c>amqp://</c> or <c>amqps://</c>. Empty: events stay in this process.</summary>
    public string Uri { get; set; } = "";

    /// <summary>The topic exchange on which the events are published.</summary>
    public string Exchange { get; set; } = "plaza.events";
}
