using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Data.Profiles;

/// <summary>How accounts show themselves. Written by the Profiles space alone.</summary>
public sealed class AccountProfiles
{
    /// <summary>What is null stays as it is; the bio and its HTML go together.</summary>
    public void Change(Commit commit, AccountId account, string? name, string? bio, string? bioHtml) => commit.Run(
        $"""
        insert into profiles (account, name, bio, bio_html)
        values ({account}, coalesce({name}, ''), coalesce({bio}, ''), coalesce({bioHtml}, ''))
        on conflict (account) do update set name = coalesce({name}, profiles.name),
          bio = coalesce({bio}, profiles.bio), bio_html = coalesce({bioHtml}, profiles.bio_html)
        """);

    public void Remove(Commit commit, AccountId account) => commit.Run($"delete from profiles where account = {account}");
}
