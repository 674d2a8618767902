namespace Plaza.Mail.Gateway;

/// <summary>The way out for mail. What became of a message is told as data; nothing but cancellation is thrown.</summary>
internal interface IMailGateway
{
    /// <summary>
    /// Hands one message over. Whoever repeats it gives the same Message-ID, since an <see cref="MailOutcome.TryLater"/>
    /// or a cancellation may hide that the other side has already taken it. A cancellation once the server is being given the message
    /// waits for its reply, for at most 8 s.
    /// </summary>
    ValueTask<MailResult> SendAsync(MailMessage message, CancellationToken ct);

    /// <summary>Destroys what it keeps of messages. One that has left this place is out of its hands. May be repeated.</summary>
    /// <param name="id">What stands before the @ of their Message-ID; <c>*</c> stands for anything.</param>
    /// <exception cref="IOException">Something could not be destroyed.</exception>
    void Delete(string id);
}
