using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Counts stay exact under concurrent requests.</summary>
public sealed class CountTests(SixAccountsFixture crowd) : IClassFixture<SixAccountsFixture>
{
    private const int Times = 50;

    [Fact]
    public async Task Fifty_concurrent_repeats_of_each_action_count_once()
    {
        var (ada, bob) = (crowd.People[0], crowd.People[1]);
        var post = (await ada.WriteAsync("count me")).Id;

        await AllAsync(_ => bob.FollowAsync(ada));
        await AllAsync(_ => bob.FavouriteAsync(post));
        await AllAsync(_ => bob.BoostAsync(post));

        (await CountsAsync(ada, post)).ShouldBe((1, 1, 1));
        (await ada.IdsAsync($"/api/v1/statuses/{post}/reblogged_by")).Count.ShouldBe(1);

        await AllAsync(_ => bob.UnfollowAsync(ada));
        await AllAsync(_ => bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/unfavourite"));
        await AllAsync(_ => bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/unreblog"));

        (await CountsAsync(ada, post)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Fifty_at_once_by_several_people_count_each_of_them()
    {
        var (ada, others) = (crowd.People[0], crowd.People.Skip(1).ToList());
        var post = (await ada.WriteAsync("count us")).Id;

        await AllAsync(number => others[number % others.Count].FollowAsync(ada));
        await AllAsync(number => others[number % others.Count].FavouriteAsync(post));
        await AllAsync(number => others[number % others.Count].BoostAsync(post));

        (await CountsAsync(ada, post)).ShouldBe((others.Count, others.Count, others.Count));
        (await ada.IdsAsync($"/api/v1/accounts/{ada.Account}/followers")).Count.ShouldBe(others.Count);

        await AllAsync(number => number % 2 is 0 ? ada.Api.GetJsonAsync($"/api/v1/statuses/{post}") : others[0].UnfollowAsync(ada));
        (await CountsAsync(ada, post)).ShouldBe((others.Count - 1, others.Count, others.Count));
        await Task.WhenAll(others.Select(other => other.UnfollowAsync(ada)));
    }

    private static Task AllAsync(Func<int, Task> what) => Task.WhenAll(Enumerable.Range(0, Times).Select(what));

    private static async Task<(int Followers, int Favourites, int Boosts)> CountsAsync(TestAccount author, string post)
    {
        var status = await author.ReadAsync(post);
        return (status["account"]!.Number("followers_count"), status.Number("favourites_count"), status.Number("reblogs_count"));
    }
}
