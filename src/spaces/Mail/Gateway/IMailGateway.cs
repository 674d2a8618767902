namespace Plaza.Mail.Gateway;

/// <summary>Sends or stores mail. Failures are returned as <see cref="MailResult"/>; only cancellation is thrown.</summary>
internal interface IMailGateway
{
    /// <summary>
    /// Sends one message. A retry has the same Message-ID, since after <see cref="MailOutcome.TryLater"/> or a cancellation the server may already
    /// have accepted the message. When cancelled during the transfer, the call waits for the reply of the server, at most 8 s.
    /// </summary>
    ValueTask<MailResult> SendAsync(MailMessage message, CancellationToken ct);

    /// <summary>Deletes stored copies of messages. A gateway that stores none does nothing. Idempotent.</summary>
    /// <param name="id">The part of the Message-ID before the @; <c>*</c> matches any characters.</param>
    /// <exception cref="IOException">A copy could not be deleted.</exception>
    void Delete(string id);
}
