using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Data.Mail;

/// <summary>Who wants mail. Written by the Mail space alone.</summary>
public sealed class MailPreferences
{
    public void Set(Commit commit, AccountId account, bool mentionMail) => commit.Run(
        $"""
        insert into mail_preferences (account, mention_mail) values ({account}, {mentionMail})
        on conflict (account) do update set mention_mail = excluded.mention_mail
        """);

    public void Remove(Commit commit, AccountId account) => commit.Run($"delete from mail_preferences where account = {account}");
}
