using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Queries;

/// <summary>Inserts accounts and posts with given ids into the tables, without events.</summary>
internal static class TestRows
{
    extension(DataHost data)
    {
        public ValueTask<bool> WriteAsync(Action<WriteTransaction> write) => data.CommitAsync(tx =>
        {
            write(tx);
            return true;
        });
    }

    extension(WriteTransaction tx)
    {
        public void AddAccount(long id, string handle) => tx.Execute(
            $"insert into accounts (id, handle, looks_like, created_at, is_admin) values ({id}, {handle}, {handle}, 0, {false})");

        public void AddPost(long id, long author, Visibility visibility = Visibility.Public, PostId? inReplyTo = null, PostId? boosts = null) => tx.Execute(
            $"""
            insert into posts (id, author, visibility, text, html, content_warning, sensitive, in_reply_to, boost_of, created_at, sequence, replies, public_replies, boosts, favourites)
            values ({id}, {author}, {visibility}, '', '', '', {false}, {inReplyTo}, {boosts}, 0, 0, 0, 0, 0, 0)
            """);

        public void AddFollow(long id, long follower, long followed) =>
            tx.Execute($"insert into follows (id, follower, followed, boosts) values ({id}, {follower}, {followed}, {true})");
    }
}
