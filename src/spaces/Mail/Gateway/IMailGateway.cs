namespace Plaza.Mail.Gateway;

/// <summary>Sends or stores mail. Failures are returned as <see cref="MailResult"/>; only cancellation is thrown.</summary>
internal interface IMailGateway
{
    /// <summary>
    /// Hands one message over. A repeat has the same Message-ID, since after <see cref="MailOutcome.TryLater"/> or a cancellation the server may
    /// have accepted the message already. Cancelled after the message has begun, it waits for the reply, at most 8 s.
    /// </summary>
    ValueTask<MailResult> SendAsync(MailMessage message, CancellationToken ct);

    /// <summary>Deletes the stored copies of messages, if it stores any. Idempotent.</summary>
    /// <param name="id">The part before the @ of their Message-ID; <c>*</c> matches anything.</param>
    /// <exception cref="IOException">A copy could not be deleted.</exception>
    void Delete(string id);
}
