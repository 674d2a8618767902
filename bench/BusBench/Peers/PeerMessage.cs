namespace Plaza.BusBench.Peers;

/// <summary>
/// The message of the queued peers. Implements no interface, since MassTransit routes a message under each of its interfaces.
/// Public, since Wolverine compiles the code that calls the handler into another assembly.
/// </summary>
public sealed record PeerMessage(int Number)
{
    public static PeerMessage One { get; } = new(1);
}

/// <summary>Wolverine's handler; public and static for the same reason.</summary>
public static class PeerMessageHandler
{
    internal static Action Handled { get; set; } = () => { };

    public static void Handle(PeerMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Handled();
    }
}
