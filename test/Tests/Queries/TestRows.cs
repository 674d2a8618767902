using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Queries;

/// <summary>Accounts and posts put into the tables by number, with nobody told.</summary>
internal static class TestRows
{
    extension(DataHost data)
    {
        public ValueTask<bool> WriteAsync(Action<WriteTransaction> write) => data.CommitAsync(commit =>
        {
            write(commit);
            return true;
        });
    }

    extension(WriteTransaction commit)
    {
        public void AddAccount(long id, string handle) => commit.Execute(
            $"insert into accounts (id, handle, looks_like, created_at, is_admin) values ({id}, {handle}, {handle}, 0, 0)");

        public void AddPost(long id, long author, Visibility visibility = Visibility.Public, PostId? answers = null, PostId? boosts = null) => commit.Execute(
            $"""
            insert into posts (id, author, visibility, text, html, content_warning, sensitive, in_reply_to, boost_of, created_at, sequence, replies, boosts, favourites)
            values ({id}, {author}, {visibility}, '', '', '', 0, {answers}, {boosts}, 0, 0, 0, 0, 0)
            """);

        public void AddFollow(long id, long follower, long followed) =>
            commit.Execute($"insert into follows (id, follower, followed) values ({id}, {follower}, {followed})");
    }
}
