using Plaza.Contracts.Ids;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;

namespace Plaza.Data.Profiles;

/// <summary>How accounts show themselves. Written by the Profiles space alone.</summary>
public sealed class AccountProfiles
{
    /// <summary>Changes what the command names; the HTML goes with the bio.</summary>
    public void Change(Commit commit, UpdateProfile change, string? bioHtml)
    {
        commit.Run(
            $"""
            insert into profiles (account, name, bio, bio_html, posting_visibility, posting_sensitive) values ({change.Account}, '', '', '', 0, 0)
            on conflict (account) do nothing
            """);
        commit.Run(
            $"""
            update profiles set name = coalesce({change.Name}, name), bio = coalesce({change.Bio}, bio), bio_html = coalesce({bioHtml}, bio_html),
              posting_visibility = coalesce({change.PostingVisibility}, posting_visibility),
              posting_sensitive = coalesce({(change.PostingSensitive is { } sensitive ? (sensitive ? 1L : 0L) : (long?)null)}, posting_sensitive),
              posting_language = case when {change.PostingLanguage} is null then posting_language else nullif({change.PostingLanguage}, '') end
            where account = {change.Account}
            """);
    }

    public void Remove(Commit commit, AccountId account) => commit.Run($"delete from profiles where account = {account}");
}
