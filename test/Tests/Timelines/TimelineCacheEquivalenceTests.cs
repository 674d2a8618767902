using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Timelines;
using Plaza.Tests.Support;

namespace Plaza.Tests.Timelines;

/// <summary>After random activity, each page of each timeline is the same from the cache, from the database, and cut from the whole list.</summary>
public sealed class TimelineCacheEquivalenceTests
{
    private const int Everything = 10_000;

    private readonly List<(PostId Id, AccountId Author, Visibility Visibility)> _posts = [];
    private readonly Dictionary<(PostId Post, AccountId By), PostId> _boosts = [];
    private readonly List<TestAccount> _people = [];
    private Random _random = RandomFromSeed.Create(0);

    [Theory]
    [InlineData(1, 64 << 20)]
    [InlineData(2, 64 << 20)]
    [InlineData(3, 3_000)]
    [InlineData(4, 0)]
    [Trait("Speed", "slow")]
    public async Task Pages_from_memory_are_those_of_the_tables_whatever_was_done(int seed, long budget)
    {
        _random = RandomFromSeed.Create(seed);
        await using var plaza = await PlazaTestServer.StartAsync(("Timelines:MemoryBytes", budget.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var name in (string[])["ada", "bob", "carl", "dora", "emil"])
            _people.Add(await plaza.CreateAccountAsync(name));

        for (var step = 0; step < 200; step++)
        {
            await DoAsync(plaza, _random.Next(20));
            await CompareAsync(plaza, step);
        }
    }

    private async Task DoAsync(PlazaTestServer plaza, int what)
    {
        var (one, other) = (Any(_people), Any(_people));
        switch (what)
        {
            case < 8:
                await PublishAsync(plaza, one, other);
                break;
            case < 12 when _posts.Where(post => post.Visibility is Visibility.Public).ToList() is { Count: > 0 } open:
                var boosted = Any(open).Id;
                _boosts[(boosted, one.Account)] = await plaza.AskAsync(new BoostPost(one.Account, boosted) { Visibility = Any<Visibility>([Visibility.Public, Visibility.Unlisted, Visibility.Followers]) });
                break;
            case 12 when _boosts.Count > 0:
                var (post, by) = Any([.. _boosts.Keys]);
                await plaza.AskAsync(new WithdrawBoost(by, post));
                _boosts.Remove((post, by));
                break;
            case < 15 when _posts.Count > 0:
                var gone = Any(_posts);
                await plaza.AskAsync(new DeletePost(gone.Id, gone.Author));
                _posts.Remove(gone);
                foreach (var boost in _boosts.Keys.Where(boost => boost.Post == gone.Id).ToList())
                    _boosts.Remove(boost);

                break;
            case < 18 when one != other:
                await plaza.AskAsync(new Follow(one.Account, other.Account) { Boosts = Any<bool?>([null, true, false]) });
                break;
            case 18 when one != other:
                await plaza.AskAsync(new Unfollow(one.Account, other.Account));
                break;
            case 19:
                await plaza.AskAsync(new SuspendAccount(one.Account));
                await plaza.AskAsync(new RestoreAccount(one.Account));
                break;
        }
    }

    private async Task PublishAsync(PlazaTestServer plaza, TestAccount author, TestAccount named)
    {
        var visibility = Any<Visibility>([Visibility.Public, Visibility.Public, Visibility.Unlisted, Visibility.Followers, Visibility.Direct]);
        var open = _posts.Where(post => post.Visibility is Visibility.Public).ToList();
        var answered = open.Count > 0 && _random.Next(3) is 0 ? Any(open).Id : (PostId?)null;
        var text = _random.Next(3) is 0 ? $"for @{named.Handle}" : "for all";
        var id = await plaza.AskAsync(new PublishPost(author.Account, text, visibility) { InReplyTo = answered });
        _posts.Add((id, author.Account, visibility));
    }

    private async Task CompareAsync(PlazaTestServer plaza, int step)
    {
        var ct = TestContext.Current.CancellationToken;
        var views = plaza.Services.GetRequiredService<TimelineQueries>();
        var (reader, author, paging) = (Any(_people).Account, Any(_people).Account, AnyPaging());
        AccountId? viewer = _random.Next(3) is 0 ? null : reader;
        var (withReplies, withBoosts) = (_random.Next(2) is 0, _random.Next(2) is 0);
        var account = new GetAccountTimeline(author, viewer, paging) { WithReplies = withReplies, WithBoosts = withBoosts };

        await ShouldRepeatNothingAsync();
        await SameAsync(await plaza.AskAsync(new GetHomeTimeline(reader, paging)), cut => views.GetHomeAsync(reader, cut, ct), "home");
        await SameAsync(await plaza.AskAsync(new GetLocalTimeline(paging)), cut => views.GetLocalAsync(cut, ct), "local");
        await SameAsync(await plaza.AskAsync(account), cut => views.GetByAccountAsync(author, cut, viewer, withReplies, withBoosts, ct), "account");

        async Task ShouldRepeatNothingAsync()
        {
            var boostOf = _boosts.ToDictionary(boost => boost.Value.Value, boost => boost.Key.Post.Value);
            var entries = await views.GetHomeEntriesAsync(reader, Everything, ct);
            var all = entries.AsEnumerable().Reverse().Select(entry => KeyValuePair.Create(entry.Post.Value, boostOf.GetValueOrDefault(entry.Post.Value))).ToList();

            (await views.GetHomeAsync(reader, new(Everything), ct)).Select(post => post.Value).Reverse().ShouldBe(ReferenceHomeTimeline.Shown(all), $"step {step}");
        }

        async Task SameAsync(Page<PostId> asked, Func<PageRequest, Task<List<PostId>>> fromTables, string name)
        {
            var expected = ReferencePaging.Of((await fromTables(new(Everything))).Select(post => post.Value), paging);
            (await fromTables(paging)).Select(post => post.Value).ShouldBe(expected, $"{name} from tables, step {step}, {paging}");
            asked.Items.Select(post => post.Value).ShouldBe(expected, $"{name}, step {step}, {paging}");
        }
    }

    private PageRequest AnyPaging()
    {
        return new(_random.Next(1, 8)) { MaxId = AnyPlace(), SinceId = AnyPlace(), MinId = AnyPlace() };

        long? AnyPlace() => _posts.Count is 0 || _random.Next(4) > 0 ? null : Any(_posts).Id.Value + _random.Next(-1, 2);
    }

    private T Any<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
}
