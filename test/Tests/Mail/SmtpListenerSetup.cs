namespace Plaza.Tests.Mail;

/// <summary>The configuration of a test mail server.</summary>
public sealed record SmtpListenerSetup
{
    /// <summary>The port; 0 for any free port.</summary>
    public int Port { get; init; }

    /// <summary>Whether TLS starts with the first byte.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>Whether STARTTLS is offered.</summary>
    public bool StartTls { get; init; }

    /// <summary>The name in the certificate, which also contains <c>localhost</c> and the loopback addresses.</summary>
    public string CertifiedName { get; init; } = "localhost";

    /// <summary>If set, mail is accepted only after authentication as this user.</summary>
    public string? User { get; init; }

    public string Password { get; init; } = "";

    /// <summary>The offered authentication mechanisms.</summary>
    public string Mechanisms { get; init; } = "PLAIN LOGIN";
}
