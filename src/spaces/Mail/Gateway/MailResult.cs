namespace Plaza.Mail.Gateway;

/// <summary>What became of a message, and why: the server's reply (<c>451 4.7.1 Later</c>) or our own words.</summary>
internal sealed record MailResult(MailOutcome Outcome, string Reply)
{
    public static MailResult Sent(string reply) => new(MailOutcome.Sent, reply);

    public static MailResult TryLater(string reply) => new(MailOutcome.TryLater, reply);

    public static MailResult Rejected(string reply) => new(MailOutcome.Rejected, reply);

    public static MailResult OperatorNeeded(string reply) => new(MailOutcome.OperatorNeeded, reply);

    public static MailResult Unreachable(string reply) => new(MailOutcome.Unreachable, reply);
}
