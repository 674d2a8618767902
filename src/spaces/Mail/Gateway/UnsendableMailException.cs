namespace Plaza.Mail.Gateway;

/// <summary>The message cannot be written as the standards demand. A gateway turns it into <see cref="MailOutcome.Rejected"/>.</summary>
internal sealed class UnsendableMailException(string why) : Exception(why);
