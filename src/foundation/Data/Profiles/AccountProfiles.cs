using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Data.Profiles;

/// <summary>How accounts show themselves. Written by the Profiles space alone.</summary>
public sealed class AccountProfiles
{
    public void Set(Commit commit, ProfileRow profile) => commit.Run(
        $"""
        insert into profiles (account, name, bio, bio_html)
        values ({profile.Account}, {profile.Name}, {profile.Bio}, {profile.BioHtml})
        on conflict (account) do update set name = excluded.name, bio = excluded.bio, bio_html = excluded.bio_html
        """);

    public void Remove(Commit commit, AccountId account) => commit.Run($"delete from profiles where account = {account}");
}
