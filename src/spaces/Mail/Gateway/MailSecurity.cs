namespace Plaza.Mail.Gateway;

/// <summary>How the way to the mail server is protected. In the settings: <c>none</c>, <c>starttls</c> or <c>tls</c>.</summary>
internal enum MailSecurity
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Begins in the open and goes on only encrypted.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,
}
