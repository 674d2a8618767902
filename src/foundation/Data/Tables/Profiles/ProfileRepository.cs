using Plaza.Contracts.Ids;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Profiles;

/// <summary>Writes the table <c>profiles</c>. Used by the Profiles space only.</summary>
public sealed class ProfileRepository
{
    /// <summary>Changes the properties that the command sets; the HTML belongs to the bio.</summary>
    public void Change(WriteTransaction tx, UpdateProfile change, string? bioHtml)
    {
        tx.Enqueue(
            $"""
            insert into profiles (account, name, bio, bio_html, posting_visibility, posting_sensitive) values ({change.Account}, '', '', '', 0, false)
            on conflict (account) do nothing
            """);
        tx.Enqueue(
            $"""
            update profiles set name = coalesce({change.Name}, name), bio = coalesce({change.Bio}, bio), bio_html = coalesce({bioHtml}, bio_html),
              posting_visibility = coalesce({change.PostingVisibility}, posting_visibility),
              posting_sensitive = coalesce({change.PostingSensitive}, posting_sensitive),
              posting_language = case when {change.PostingLanguage} is null then posting_language else nullif({change.PostingLanguage}, '') end
            where account = {change.Account}
            """);
    }

    public void Remove(WriteTransaction tx, AccountId account) => tx.Enqueue($"delete from profiles where account = {account}");
}
