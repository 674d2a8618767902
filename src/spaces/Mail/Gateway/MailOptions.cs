using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Plaza.Mail.Gateway;

/// <summary>The <c>Mail</c> section of the settings. Without a host, mail is written to a folder instead of being sent.</summary>
internal sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    /// <summary>The SMTP server.</summary>
    [StringLength(253)]
    public string Host { get; set => field = value.Trim(); } = "";

    /// <summary>Default: 25, 587 or 465, by <see cref="EffectiveSecurity"/>.</summary>
    [Range(1, 65_535)]
    public int? Port { get; set; }

    /// <summary>The sender: <c>plaza@example.org</c> or <c>Plaza &lt;plaza@example.org&gt;</c>.</summary>
    [StringLength(400)]
    public string From { get; set; } = "";

    /// <summary>Default: <c>starttls</c>; <c>none</c> where the host is this machine.</summary>
    [EnumDataType(typeof(MailSecurity))]
    public MailSecurity? Security { get; set; }

    [StringLength(500)]
    public string User { get; set; } = "";

    [StringLength(500)]
    public string Password { get; set; } = "";

    /// <summary>A file whose first line is the password. Read at each login, so it may change while the server runs.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>A PEM file with root certificates to trust besides those of the system.</summary>
    public string TrustedRoot { get; set; } = "";

    /// <summary>The timeout of opening the connection and of each reply.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The first break duration of the circuit breaker after the server could not be reached.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "01:00:00")]
    public TimeSpan RetryUnreachable { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a mail server is configured.</summary>
    public bool IsEnabled => Host.Length > 0;

    /// <summary><see cref="Security"/> or its default.</summary>
    public MailSecurity EffectiveSecurity => Security ?? (IsThisMachine ? MailSecurity.None : MailSecurity.StartTls);

    /// <summary><see cref="Port"/> or its default.</summary>
    public int EffectivePort => Port ?? EffectiveSecurity switch
    {
        MailSecurity.None => 25,
        MailSecurity.StartTls => 587,
        _ => 465,
    };

    /// <summary>The configured sender, or a default for mail that is written to a folder.</summary>
    public Mailbox Sender => Mailbox.TryParse(From, out var sender) ? sender : new("plaza@localhost", "Plaza");

    private bool IsThisMachine =>
        string.Equals(Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (From.Length > 0 && !Mailbox.TryParse(From, out _))
            yield return new("Mail:From is not an address such as 'Plaza <plaza@example.org>'.", [nameof(From)]);
        if (TrustedRoot.Length > 0 && !File.Exists(TrustedRoot))
            yield return new($"Mail:TrustedRoot names '{TrustedRoot}', which is not there.", [nameof(TrustedRoot)]);
        if (PasswordFile.Length > 0 && !File.Exists(PasswordFile))
            yield return new($"Mail:PasswordFile names '{PasswordFile}', which is not there.", [nameof(PasswordFile)]);
        if (Password.Length > 0 && PasswordFile.Length > 0)
            yield return new("Mail:Password and Mail:PasswordFile are both given; one is enough.", [nameof(Password)]);

        if (!IsEnabled)
            yield break;
        if (From.Length == 0)
            yield return new("Mail:From must be given when Mail:Host is.", [nameof(From)]);
        if (User.Length > 0 && EffectiveSecurity is MailSecurity.None && !IsThisMachine)
            yield return new("Mail:User is given, but a password goes to another machine only with Mail:Security starttls or tls.", [nameof(Security)]);
    }
}

/// <summary>The encryption of the connection to the mail server. In the settings: <c>none</c>, <c>starttls</c> or <c>tls</c>.</summary>
internal enum MailSecurity
{
    /// <summary>Unencrypted.</summary>
    None,

    /// <summary>Encrypted by STARTTLS before anything else is sent.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,
}

[OptionsValidator]
internal sealed partial class MailOptionsValidator : IValidateOptions<MailOptions>;
