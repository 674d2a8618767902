namespace Plaza.Tests.Mail;

/// <summary>What sort of mail server a test needs.</summary>
public sealed record SmtpListenerSetup
{
    /// <summary>0: whichever is free.</summary>
    public int Port { get; init; }

    /// <summary>Whether it speaks TLS from the first byte.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>Whether it offers STARTTLS.</summary>
    public bool StartTls { get; init; }

    /// <summary>The name on its certificate; the loopback addresses always stand on it beside <c>localhost</c>.</summary>
    public string CertifiedName { get; init; } = "localhost";

    /// <summary>With a user, mail is taken only after signing in.</summary>
    public string? User { get; init; }

    public string Password { get; init; } = "";

    /// <summary>What it offers to sign in with.</summary>
    public string Mechanisms { get; init; } = "PLAIN LOGIN";
}
