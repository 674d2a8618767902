using Plaza.Contracts.Posts;
using Plaza.Tests.Support;

namespace Plaza.Tests.Timelines;

/// <summary>
/// A post is one entry of a home timeline while an earlier entry of it is among the 40 newest: from the cache, from the database, and after a
/// restart.
/// </summary>
public sealed class RepeatedPostTests
{
    [Theory]
    [InlineData("67108864")]
    [InlineData("0")]
    public async Task Given_three_of_the_followed_boost_a_post_then_it_is_one_entry_and_the_next_takes_its_place(string budget)
    {
        await using var plaza = await PlazaTestServer.StartAsync(("Timelines:MemoryBytes", budget));
        var (ada, bob, carl, dora, emil) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"), await plaza.CreateAccountAsync("carl"), await plaza.CreateAccountAsync("dora"), await plaza.CreateAccountAsync("emil"));
        foreach (var followed in (TestAccount[])[bob, carl, dora])
            await ada.FollowAsync(followed);
        (await HomeAsync()).ShouldBeEmpty();

        var post = (await emil.WriteAsync("for all")).Id;
        var first = (await bob.BoostAsync(post)).Id;
        var second = (await carl.BoostAsync(post)).Id;
        var third = (await dora.BoostAsync(post)).Id;
        var own = (await ada.BoostAsync(post)).Id;

        (await HomeAsync()).ShouldBe([first]);
        (await EntriesOfPageAsync(plaza, ada, post)).ShouldBe(1);

        await plaza.AskAsync(new WithdrawBoost(bob.Account, PostOf(post)));
        (await HomeAsync()).ShouldBe([second]);

        await ada.UnfollowAsync(carl);
        (await HomeAsync()).ShouldBe([third]);

        await plaza.AskAsync(new WithdrawBoost(dora.Account, PostOf(post)));
        (await HomeAsync()).ShouldBe([own]);
        (await EntriesOfPageAsync(plaza, ada, post)).ShouldBe(1);

        await plaza.AskAsync(new DeletePost(PostOf(post), emil.Account));
        (await HomeAsync()).ShouldBeEmpty();

        Task<List<string>> HomeAsync() => ada.IdsAsync("/api/v1/timelines/home");
    }

    [Theory]
    [InlineData("67108864")]
    [InlineData("0")]
    public async Task A_boost_is_shown_again_when_forty_others_are_above_the_post(string budget)
    {
        await using var plaza = await PlazaTestServer.StartAsync(("Timelines:MemoryBytes", budget));
        var (ada, bob, carl) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"), await plaza.CreateAccountAsync("carl"));
        await ada.FollowAsync(bob);
        await ada.FollowAsync(carl);
        await ada.IdsAsync("/api/v1/timelines/home");

        var post = (await bob.WriteAsync("the one")).Id;
        for (var other = 0; other < 39; other++)
            await bob.WriteAsync($"other {other}");

        var early = (await carl.BoostAsync(post)).Id;
        (await WholeAsync(ada, 7)).ShouldNotContain(early);

        var fortieth = (await bob.WriteAsync("the fortieth")).Id;
        var late = (await ada.BoostAsync(post)).Id;
        (await WholeAsync(ada, 7)).ShouldBe([late, fortieth, .. (await WholeAsync(ada, 40)).Skip(2)]);
        (await WholeAsync(ada, 7)).ShouldNotContain(early);

        var again = (await bob.BoostAsync(post)).Id;
        (await WholeAsync(ada, 3)).ShouldNotContain(again);
        (await ada.IdsAsync($"/api/v1/timelines/home?limit=2&min_id={post}")).Count.ShouldBe(2);
        (await ada.IdsAsync($"/api/v1/timelines/home?min_id={fortieth}")).ShouldBe([late]);
        (await ada.IdsAsync($"/api/v1/timelines/home?since_id={late}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_home_is_the_same_before_and_after_a_restart()
    {
        var folder = MigratedDatabase.NewFolder();
        var plaza = await PlazaTestServer.StartAsync(folder);
        var ada = await plaza.CreateAccountAsync("ada");
        var others = new List<TestAccount>();
        foreach (var name in (string[])["bob", "carl", "dora"])
        {
            others.Add(await plaza.CreateAccountAsync(name));
            await ada.FollowAsync(others[^1]);
        }

        await ada.IdsAsync("/api/v1/timelines/home");
        var posts = new List<string>();
        for (var round = 0; round < 60; round++)
        {
            posts.Add((await others[round % 3].WriteAsync($"round {round}")).Id);
            await others[(round + 1) % 3].BoostAsync(posts[round / 2]);
            await others[(round + 2) % 3].BoostAsync(posts[^1]);
        }

        var before = await WholeAsync(ada, 9);
        await plaza.StopAsync();

        await using var again = await PlazaTestServer.StartAsync(folder);
        var api = again.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", ada.Token);
        (await WholeAsync(ada with { Api = api }, 9)).ShouldBe(before);
        before.Count.ShouldBe(before.Distinct().Count());
    }

    private static Plaza.Contracts.Ids.PostId PostOf(string id) => new(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<List<string>> WholeAsync(TestAccount reader, int limit)
    {
        var all = new List<string>();
        while (await reader.IdsAsync($"/api/v1/timelines/home?limit={limit}{(all.Count is 0 ? "" : $"&max_id={all[^1]}")}") is { Count: > 0 } page)
            all.AddRange(page);

        return all;
    }

    private static async Task<int> EntriesOfPageAsync(PlazaTestServer plaza, TestAccount reader, string post)
    {
        var visitor = new PageClient(plaza.Client());
        await visitor.LogInAsync(reader.Handle, TestAccount.Password);
        var (_, html) = await visitor.ReadAsync("/home");
        return html.Split("class=\"post-time\" href=\"").Skip(1).Count(entry => entry.Split('"')[0].EndsWith($"/{post}", StringComparison.Ordinal));
    }
}
