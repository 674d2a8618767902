using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.ReadModels;
using Plaza.Data.Committing;
using Plaza.Queries.Caching;
using Plaza.Spaces.Events;
using Plaza.Tests.Support;

namespace Plaza.Tests.Queries;

/// <summary>
/// Each event by itself: cached views equal the tables as soon as the command completes. Ada (1), Bob (2) and Carl (3); a post of Ada's (10) that
/// mentions Carl, and Bob's reply to it (12), which Ada favourites and boosted (13). Ada follows Bob.
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
        ["a post"] = tx =>
        {
            tx.AddPost(20, author: 2);
            tx.Execute($"update author_counts set posts = 2, last_post_at = 9 where account = 2");
            return new PostPublished(New, Bob, Visibility.Public);
        },
        ["an answer"] = tx =>
        {
            tx.AddPost(20, author: 2, inReplyTo: Post);
            tx.Execute($"update posts set replies = 2, public_replies = 2 where id = 10");
            return new PostPublished(New, Bob, Visibility.Public) { InReplyTo = Post };
        },
        ["an answer gone with its boost"] = tx =>
        {
            tx.Execute($"delete from posts where id in (12, 13)");
            tx.Execute($"update posts set replies = 0, public_replies = 0 where id = 10");
            tx.Execute($"update author_counts set posts = posts - 1");
            return new PostDeleted(Answer, Bob) { InReplyTo = Post, Boosts = [new(Boost, Ada)] };
        },
        ["a favourite"] = tx =>
        {
            tx.Execute($"insert into favourites (id, post, account) values (30, 12, 3)");
            tx.Execute($"update posts set favourites = 2 where id = 12");
            return new PostFavourited(Answer, Bob, Carl);
        },
        ["a favourite withdrawn"] = tx =>
        {
            tx.Execute($"delete from favourites");
            tx.Execute($"update posts set favourites = 0 where id = 12");
            return new FavouriteWithdrawn(Answer, Bob, Ada);
        },
        ["a boost"] = tx =>
        {
            tx.AddPost(20, author: 3, boosts: Answer);
            tx.Execute($"update posts set boosts = 2 where id = 12");
            tx.Execute($"insert into author_counts (account, posts) values (3, 1)");
            return new PostBoosted(New, Answer, Bob, Carl);
        },
        ["a boost withdrawn"] = tx =>
        {
            tx.Execute($"delete from posts where id = 13");
            tx.Execute($"update posts set boosts = 0 where id = 12");
            tx.Execute($"update author_counts set posts = 1 where account = 1");
            return new BoostWithdrawn(Boost, Answer, Ada);
        },
        ["posts erased"] = tx =>
        {
            tx.Execute($"delete from mentions");
            return new PostsErased(Carl);
        },
        ["a follow"] = tx =>
        {
            tx.AddFollow(31, follower: 3, followed: 2);
            tx.Execute($"insert into follow_counts (account, followers, following) values (3, 0, 1)");
            tx.Execute($"update follow_counts set followers = 2 where account = 2");
            return new AccountFollowed(Carl, Bob);
        },
        ["a follow taken back"] = tx =>
        {
            tx.Execute($"delete from follows");
            tx.Execute($"delete from follow_counts");
            return new AccountUnfollowed(Ada, Bob);
        },
        ["follows erased"] = tx =>
        {
            tx.Execute($"delete from follows");
            tx.Execute($"delete from follow_counts");
            return new FollowsErased(Carl);
        },
        ["another name"] = tx =>
        {
            tx.Execute($"insert into profiles (account, name, bio, bio_html, posting_visibility, posting_sensitive) values (2, 'Robert', '', '', 0, {false})");
            return new ProfileChanged(Bob);
        },
        ["somebody new"] = tx =>
        {
            tx.AddAccount(4, "dora");
            return new SignedUp(Dora);
        },
        ["a suspension"] = tx =>
        {
            tx.Execute($"update accounts set suspended_at = 1 where id = 1");
            return new AccountSuspended(Ada);
        },
        ["a return"] = tx =>
        {
            tx.Execute($"update accounts set suspended_at = null where id = 5");
            return new AccountRestored(new(5));
        },
        ["an account gone"] = tx =>
        {
            tx.Execute($"delete from accounts where id = 3");
            return new AccountDeleted(Carl);
        },
        ["counts put right"] = tx =>
        {
            tx.Execute($"update posts set favourites = 7 where id = 12");
            tx.Execute($"update author_counts set posts = 7");
            return new ReadModelRepaired("posts");
        },
    };

    private DataHost? _data;

    public static TheoryData<string> All => [.. Changes.Keys];

    private DataHost Data => _data!;

    public async ValueTask InitializeAsync()
    {
        _data = await DataHost.StartAsync();
        await Data.WriteAsync(tx =>
        {
            tx.AddAccount(1, "ada");
            tx.AddAccount(2, "bob");
            tx.AddAccount(3, "carl");
            tx.AddAccount(5, "emil");
            tx.Execute($"update accounts set suspended_at = 1 where id = 5");
            tx.AddPost(10, author: 1);
            tx.AddPost(12, author: 2, inReplyTo: Post);
            tx.AddPost(13, author: 1, boosts: Answer);
            tx.AddFollow(14, follower: 1, followed: 2);
            tx.Execute($"update posts set replies = 1, public_replies = 1 where id = 10");
            tx.Execute($"update posts set boosts = 1, favourites = 1 where id = 12");
            tx.Execute($"insert into mentions (post, account) values (10, 3)");
            tx.Execute($"insert into favourites (id, post, account) values (15, 12, 1)");
            tx.Execute($"insert into author_counts (account, posts) values (1, 2), (2, 1)");
            tx.Execute($"insert into follow_counts (account, followers, following) values (1, 0, 1), (2, 1, 0)");
        });
    }

    public async ValueTask DisposeAsync() => await Data.DisposeAsync();

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_new_state_is_read_as_soon_as_the_command_has_completed(string change)
    {
        var before = await ReadAsync();

        await Data.CommitAsync(tx => tx.Publish(Changes[change](tx)));

        var after = await ReadAsync();
        InvalidateAll();
        after.ShouldBe(await ReadAsync());
        after.ShouldNotBe(before);
    }

    [Fact]
    public async Task Changes_without_an_event_are_not_noticed()
    {
        var before = await ReadAsync();

        await Data.WriteAsync(tx => tx.Execute($"update posts set favourites = 7 where id = 12"));

        (await ReadAsync()).ShouldBe(before);
    }

    private void InvalidateAll()
    {
        Data.Get<PostCache>().InvalidateAll();
        Data.Get<ReplyCache>().InvalidateAll();
        Data.Get<AccountCache>().InvalidateAll();
        Data.Get<ReactionCache>().InvalidateAll();
        Data.Get<RelationshipCache>().InvalidateAll();
    }

    /// <summary>All cached views of these accounts and posts, one a line.</summary>
    private ValueTask<List<string>> ReadAsync() =>
        Data.Get<CachedViews>().ReadAsync(0, (reader, _) => Describe(reader), TestContext.Current.CancellationToken);

    private static List<string> Describe(ViewReader reader)
    {
        var read = new List<string>();
        AccountId[] people = [Ada, Bob, Carl, Dora, new(5)];
        foreach (var id in (PostId[])[Post, Answer, Boost, New])
        {
            if (reader.Post(id) is not { } post)
            {
                read.Add($"no post {id}");
                continue;
            }

            read.Add($"post {id}: {post.Replies} {post.Boosts} {post.Favourites} {string.Join(' ', post.Mentions.Select(named => named.Handle))}");
            var replies = reader.RepliesTo(post);
            read.Add($"answers to {id}: {string.Join(' ', replies.Public.Concat(replies.Restricted))}");
            read.AddRange(people.Select(by => $"marks of {by} on {id}: {reader.ReactionsTo(post, by)}"));
        }

        read.AddRange(people.Select(id => reader.Account(id) is { } found
            ? $"account {id}: {found.Name} {found.Posts} {found.Followers} {found.Following} {found.LastPostAt} {found.IsSuspended}"
            : $"no account {id}"));
        read.AddRange(((string[])["ada", "bob", "carl", "dora", "emil"]).Select(handle => $"{handle}: {reader.Account(handle)?.Id}"));
        read.AddRange(people.SelectMany(one => people.Select(other => $"{one} to {other}: {reader.Between(one, other)}")));
        return read;
    }
}
