using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Queries.Timelines;
using Plaza.Tests.Support;
using Plaza.Timelines;

namespace Plaza.Tests.Timelines;

public sealed class RecentPostListTests
{
    private const int Capacity = 16;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_page_that_is_given_is_the_page_of_the_whole_list(int seed)
    {
        var random = RandomFromSeed.Create(seed);
        var whole = Enumerable.Range(1, random.Next(40)).Select(id => (Id: id * 2L, Marks: AnyMarks(random))).ToDictionary();
        var newest = new RecentPostList(Capacity);
        newest.Load([.. whole.OrderByDescending(post => post.Key).Take(Capacity).Select(post => new Entry(new(post.Key), post.Value))]);
        var given = 0;

        for (var step = 0; step < 2_000; step++)
        {
            var id = random.Next(3) is 0 ? random.Next(1, 200) : (whole.Count is 0 ? 0 : whole.Keys.Max()) + random.Next(1, 3);
            if (random.Next(3) is 0)
            {
                whole.Remove(id);
                newest.Remove(new(id));
            }
            else if (!whole.ContainsKey(id))
            {
                whole[id] = AnyMarks(random);
                newest.Add(new(new(id), whole[id]));
            }

            var wanted = new TimelinePageRequest(AnyPaging(random, [.. whole.Keys]), AnyMarks(random));
            if (newest.TryPage(wanted) is not { } page)
                continue;

            given++;
            page.Select(post => post.Value).ShouldBe(ReferencePaging.Of(whole.Where(post => (post.Value & wanted.Exclude) is PostFlags.None).Select(post => post.Key), wanted.Paging));
        }

        given.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void The_newest_page_is_given_however_many_posts_come()
    {
        var newest = new RecentPostList(Capacity);
        newest.Load([]);

        foreach (var id in Enumerable.Range(1, 1_000))
        {
            newest.Add(new(new(id)));
            newest.TryPage(new(new PageRequest(Capacity))).ShouldNotBeNull().Length.ShouldBe(Math.Min(id, Capacity));
        }

        newest.Bytes.ShouldBeLessThan(1_000);
        newest.TryPage(new(new PageRequest(Capacity) { MaxId = 990 })).ShouldBeNull();
    }

    [Fact]
    public void A_page_with_an_undecided_post_is_not_given_and_one_beside_it_is()
    {
        var newest = new RecentPostList(Capacity);
        newest.Load([new(new(3)), new(new(2), PostFlags.Restricted), new(new(1))]);

        newest.TryPage(new(new PageRequest(2), NeedsDatabase: PostFlags.Restricted)).ShouldBeNull();
        newest.TryPage(new(new PageRequest(1), NeedsDatabase: PostFlags.Restricted)).ShouldBe([new PostId(3)]);
        newest.TryPage(new(new PageRequest(2) { MaxId = 2 }, NeedsDatabase: PostFlags.Restricted)).ShouldBe([new PostId(1)]);
        newest.TryPage(new(new PageRequest(3), Exclude: PostFlags.Restricted)).ShouldBe([new PostId(3), new PostId(1)]);
    }

    [Theory]
    [InlineData(1, 30, 60)]
    [InlineData(2, 120, 60)]
    [InlineData(3, 120, 400)]
    [InlineData(4, 300, 30)]
    public void Every_page_of_a_home_timeline_leaves_out_repeats_within_the_newest_40(int seed, int most, int posts)
    {
        var random = RandomFromSeed.Create(seed);
        var whole = new SortedDictionary<long, long>();
        for (var id = 1; id <= 2 * most; id++)
            whole[id] = AnyBoost(id);

        var newest = new RecentPostList(most);
        var decided = ReferenceHomeTimeline.Decided(whole);
        newest.Load([.. whole.Reverse().Take(most).Select(entry => new Entry(new(entry.Key), BoostOf: new(entry.Value), Repeats: decided[entry.Key] ? Repeats.No : Repeats.Yes))]);
        var (given, next) = (0, (2 * most) + 1);

        for (var step = 0; step < 2_000; step++)
        {
            if (random.Next(4) is 0)
            {
                var gone = random.GetItems([.. whole.Keys], 1)[0];
                foreach (var id in whole.Where(entry => entry.Value == gone).Select(entry => entry.Key).Append(gone).ToList())
                {
                    whole.Remove(id);
                    newest.Remove(new(id));
                }
            }
            else
            {
                whole[next] = AnyBoost(next);
                newest.Add(new(new(next), BoostOf: new(whole[next])));
                next++;
            }

            var paging = AnyPaging(random, [.. whole.Keys]);
            if (newest.TryPage(new(paging)) is not { } page)
                continue;

            given++;
            page.Select(post => post.Value).ShouldBe(ReferencePaging.Of(ReferenceHomeTimeline.Shown(whole), paging), $"step {step}, {paging}");
        }

        given.ShouldBeGreaterThan(100);

        long AnyBoost(long id) => random.Next(3) is 0 && whole.Where(entry => entry.Value is 0 && entry.Key >= id - posts).Select(entry => entry.Key).ToArray() is { Length: > 0 } open
            ? random.GetItems(open, 1)[0]
            : 0;
    }

    private static PostFlags AnyMarks(Random random) => random.Next(2) is 0 ? PostFlags.None : (PostFlags)random.Next(8);

    private static PageRequest AnyPaging(Random random, long[] ids)
    {
        return new(random.Next(1, 12)) { MaxId = Any(), SinceId = Any(), MinId = Any() };

        long? Any() => random.Next(3) > 0 || ids.Length is 0 ? null : random.GetItems(ids, 1)[0] + random.Next(-1, 2);
    }
}
