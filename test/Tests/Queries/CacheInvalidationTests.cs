using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.Views;
using Plaza.Data.Committing;
using Plaza.Queries.Caching;
using Plaza.Spaces.Events;
using Plaza.Tests.Support;

namespace Plaza.Tests.Queries;

/// <summary>
/// Each thing that may happen, by itself: what was in memory is that of the tables as soon as the order is answered. Ada (1), Bob (2)
/// and Carl (3); a post of Ada's (10) that names Carl, and Bob's answer to it (12), which Ada likes and boosted (13). Ada follows Bob.
/// </summary>
public sealed class CacheInvalidationTests : IAsyncLifetime
{
    private static readonly AccountId Ada = new(1);
    private static readonly AccountId Bob = new(2);
    private static readonly AccountId Carl = new(3);
    private static readonly AccountId Dora = new(4);
    private static readonly PostId Post = new(10);
    private static readonly PostId Answer = new(12);
    private static readonly PostId Boost = new(13);
    private static readonly PostId New = new(20);

    private static readonly Dictionary<string, Func<WriteTransaction, IEvent>> Changes = new()
    {
        ["a post"] = commit =>
        {
            commit.AddPost(20, author: 2);
            commit.Execute($"update author_counts set posts = 2, last_post_at = 9 where account = 2");
            return new PostPublished(New, Bob, Visibility.Public);
        },
        ["an answer"] = commit =>
        {
            commit.AddPost(20, author: 2, answers: Post);
            commit.Execute($"update posts set replies = 2, public_replies = 2 where id = 10");
            return new PostPublished(New, Bob, Visibility.Public) { InReplyTo = Post };
        },
        ["an answer gone with its boost"] = commit =>
        {
            commit.Execute($"delete from posts where id in (12, 13)");
            commit.Execute($"update posts set replies = 0, public_replies = 0 where id = 10");
            commit.Execute($"update author_counts set posts = posts - 1");
            return new PostDeleted(Answer, Bob) { InReplyTo = Post, Boosts = [new(Boost, Ada)] };
        },
        ["a favourite"] = commit =>
        {
            commit.Execute($"insert into favourites (id, post, account) values (30, 12, 3)");
            commit.Execute($"update posts set favourites = 2 where id = 12");
            return new PostFavourited(Answer, Bob, Carl);
        },
        ["a favourite withdrawn"] = commit =>
        {
            commit.Execute($"delete from favourites");
            commit.Execute($"update posts set favourites = 0 where id = 12");
            return new FavouriteWithdrawn(Answer, Bob, Ada);
        },
        ["a boost"] = commit =>
        {
            commit.AddPost(20, author: 3, boosts: Answer);
            commit.Execute($"update posts set boosts = 2 where id = 12");
            commit.Execute($"insert into author_counts (account, posts) values (3, 1)");
            return new PostBoosted(New, Answer, Bob, Carl);
        },
        ["a boost withdrawn"] = commit =>
        {
            commit.Execute($"delete from posts where id = 13");
            commit.Execute($"update posts set boosts = 0 where id = 12");
            commit.Execute($"update author_counts set posts = 1 where account = 1");
            return new BoostWithdrawn(Boost, Answer, Ada);
        },
        ["posts erased"] = commit =>
        {
            commit.Execute($"delete from mentions");
            return new PostsErased(Carl);
        },
        ["a follow"] = commit =>
        {
            commit.AddFollow(31, follower: 3, followed: 2);
            commit.Execute($"insert into follow_counts (account, followers, following) values (3, 0, 1)");
            commit.Execute($"update follow_counts set followers = 2 where account = 2");
            return new AccountFollowed(Carl, Bob);
        },
        ["a follow taken back"] = commit =>
        {
            commit.Execute($"delete from follows");
            commit.Execute($"delete from follow_counts");
            return new AccountUnfollowed(Ada, Bob);
        },
        ["follows erased"] = commit =>
        {
            commit.Execute($"delete from follows");
            commit.Execute($"delete from follow_counts");
            return new FollowsErased(Carl);
        },
        ["another name"] = commit =>
        {
            commit.Execute($"insert into profiles (account, name, bio, bio_html) values (2, 'Robert', '', '')");
            return new ProfileChanged(Bob);
        },
        ["somebody new"] = commit =>
        {
            commit.AddAccount(4, "dora");
            return new SignedUp(Dora);
        },
        ["a suspension"] = commit =>
        {
            commit.Execute($"update accounts set suspended_at = 1 where id = 1");
            return new AccountSuspended(Ada);
        },
        ["a return"] = commit =>
        {
            commit.Execute($"update accounts set suspended_at = null where id = 5");
            return new AccountRestored(new(5));
        },
        ["an account gone"] = commit =>
        {
            commit.Execute($"delete from accounts where id = 3");
            return new AccountDeleted(Carl);
        },
        ["counts put right"] = commit =>
        {
            commit.Execute($"update posts set favourites = 7 where id = 12");
            commit.Execute($"update author_counts set posts = 7");
            return new ReadModelRepaired("posts");
        },
    };

    private DataHost? _data;

    public static TheoryData<string> All => [.. Changes.Keys];

    private DataHost Data => _data!;

    public async ValueTask InitializeAsync()
    {
        _data = await DataHost.StartAsync();
        await Data.WriteAsync(commit =>
        {
            commit.AddAccount(1, "ada");
            commit.AddAccount(2, "bob");
            commit.AddAccount(3, "carl");
            commit.AddAccount(5, "emil");
            commit.Execute($"update accounts set suspended_at = 1 where id = 5");
            commit.AddPost(10, author: 1);
            commit.AddPost(12, author: 2, answers: Post);
            commit.AddPost(13, author: 1, boosts: Answer);
            commit.AddFollow(14, follower: 1, followed: 2);
            commit.Execute($"update posts set replies = 1, public_replies = 1 where id = 10");
            commit.Execute($"update posts set boosts = 1, favourites = 1 where id = 12");
            commit.Execute($"insert into mentions (post, account) values (10, 3)");
            commit.Execute($"insert into favourites (id, post, account) values (15, 12, 1)");
            commit.Execute($"insert into author_counts (account, posts) values (1, 2), (2, 1)");
            commit.Execute($"insert into follow_counts (account, followers, following) values (1, 0, 1), (2, 1, 0)");
        });
    }

    public async ValueTask DisposeAsync() => await Data.DisposeAsync();

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_is_read_as_it_is_now_as_soon_as_the_order_is_answered(string change)
    {
        var before = Read();

        await Data.CommitAsync(commit => commit.Publish(Changes[change](commit)));

        var after = Read();
        InvalidateAll();
        after.ShouldBe(Read());
        after.ShouldNotBe(before);
    }

    [Fact]
    public async Task What_nobody_was_told_of_is_not_noticed()
    {
        var before = Read();

        await Data.WriteAsync(commit => commit.Execute($"update posts set favourites = 7 where id = 12"));

        Read().ShouldBe(before);
    }

    private void InvalidateAll()
    {
        Data.Get<PostCache>().InvalidateAll();
        Data.Get<ReplyCache>().InvalidateAll();
        Data.Get<AccountCache>().InvalidateAll();
        Data.Get<ReactionCache>().InvalidateAll();
        Data.Get<RelationshipCache>().InvalidateAll();
    }

    /// <summary>All that is kept of them, a line each.</summary>
    private List<string> Read()
    {
        var (posts, accounts) = (Data.Get<PostCache>(), Data.Get<AccountCache>());
        var read = new List<string>();
        AccountId[] people = [Ada, Bob, Carl, Dora, new(5)];
        foreach (var id in (PostId[])[Post, Answer, Boost, New])
        {
            if (posts.Find(id) is not { } post)
            {
                read.Add($"no post {id}");
                continue;
            }

            read.Add($"post {id}: {post.Replies} {post.Boosts} {post.Favourites} {string.Join(' ', post.Mentions.Select(named => named.Handle))}");
            var replies = Data.Get<ReplyCache>().To(post);
            read.Add($"answers to {id}: {string.Join(' ', replies.Public.Concat(replies.Restricted))}");
            read.AddRange(people.Select(by => $"marks of {by} on {id}: {Data.Get<ReactionCache>().On(post, by)}"));
        }

        read.AddRange(people.Select(id => accounts.Find(id) is { } found
            ? $"account {id}: {found.Name} {found.Posts} {found.Followers} {found.Following} {found.LastPostAt} {found.IsSuspended}"
            : $"no account {id}"));
        read.AddRange(((string[])["ada", "bob", "carl", "dora", "emil"]).Select(handle => $"{handle}: {accounts.Find(handle)?.Id}"));
        read.AddRange(people.SelectMany(one => people.Select(other => $"{one} to {other}: {Data.Get<RelationshipCache>().Between(one, other)}")));
        return read;
    }
}
