using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Data.Mail;

/// <summary>Who wants mail. Written by the Mail space alone.</summary>
public sealed class MailPreferences
{
    /// <returns>Whether anything changed; without a row an account wants mail.</returns>
    public bool Set(Commit commit, AccountId account, bool mentionMail)
    {
        if ((commit.Number($"select mention_mail from mail_preferences where account = {account}") ?? 1) == (mentionMail ? 1 : 0))
            return false;

        commit.Run(
            $"""
            insert into mail_preferences (account, mention_mail) values ({account}, {mentionMail})
            on conflict (account) do update set mention_mail = excluded.mention_mail
            """);
        return true;
    }

    public void Remove(Commit commit, AccountId account) => commit.Run($"delete from mail_preferences where account = {account}");

    /// <summary>Whether mail concerns the account: null when it does not exist, false when it is suspended.</summary>
    public bool? IsActive(Commit commit, AccountId account) =>
        commit.Number($"select suspended_at is null from accounts where id = {account}") is { } active ? active is 1 : null;
}
