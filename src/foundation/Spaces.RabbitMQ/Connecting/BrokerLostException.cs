namespace Plaza.Spaces.RabbitMQ.Connecting;

/// <summary>The connection or its channel ended.</summary>
internal sealed class BrokerLostException(string reason) : Exception(reason);
