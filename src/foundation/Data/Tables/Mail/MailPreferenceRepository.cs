using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Mail;

/// <summary>Writes the table <c>mail_preferences</c>. Used by the Mail space only.</summary>
public sealed class MailPreferenceRepository
{
    /// <returns>Whether the preference changed; without a row an account wants mail.</returns>
    public bool Set(WriteTransaction tx, AccountId account, bool mentionMail)
    {
        if ((tx.QueryScalar($"select mention_mail from mail_preferences where account = {account}") ?? 1) == (mentionMail ? 1 : 0))
            return false;

        tx.Enqueue(
            $"""
            insert into mail_preferences (account, mention_mail) values ({account}, {mentionMail})
            on conflict (account) do update set mention_mail = excluded.mention_mail
            """);
        return true;
    }

    public void Remove(WriteTransaction tx, AccountId account) => tx.Enqueue($"delete from mail_preferences where account = {account}");
}
