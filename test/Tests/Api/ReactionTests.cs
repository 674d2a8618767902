using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

public sealed class ReactionTests(SharedServerFixture shared, TwoAccountsFixture two) : IClassFixture<TwoAccountsFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = two.Ada;
    private readonly TestAccount _bob = two.Bob;

    [Fact]
    public async Task A_favourite_is_counted_once_and_shown_to_whom_it_belongs()
    {
        var post = (await _ada.WriteAsync("like me")).Id;

        await _bob.FavouriteAsync(post);
        var liked = await _bob.FavouriteAsync(post);

        liked.Number("favourites_count").ShouldBe(1);
        liked.Is("favourited").ShouldBeTrue();
        (await _ada.ReadAsync(post)).Is("favourited").ShouldBeFalse();
        (await _ada.IdsAsync($"/api/v1/statuses/{post}/favourited_by")).ShouldBe([_bob.Account.ToString()]);
        (await _bob.IdsAsync("/api/v1/favourites")).ShouldContain(post);
    }

    [Fact]
    public async Task A_favourite_that_is_withdrawn_leaves_nothing_behind()
    {
        var post = (await _ada.WriteAsync("like me")).Id;
        await _bob.FavouriteAsync(post);

        var unliked = await _bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/unfavourite");
        var again = await _bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/unfavourite");

        unliked.Number("favourites_count").ShouldBe(0);
        unliked.Is("favourited").ShouldBeFalse();
        again.Number("favourites_count").ShouldBe(0);
        (await _bob.IdsAsync("/api/v1/favourites")).ShouldNotContain(post);
    }

    [Fact]
    public async Task A_boost_is_a_post_of_the_booster_that_holds_the_original()
    {
        var post = await _ada.WriteAsync("pass me on");

        var boost = await _bob.BoostAsync(post.Id);

        boost.Id.ShouldNotBe(post.Id);
        boost["account"]!.Id.ShouldBe(_bob.Account.ToString());
        boost["reblog"]!.Id.ShouldBe(post.Id);
        boost["reblog"]!.Number("reblogs_count").ShouldBe(1);
        boost["reblog"]!.Is("reblogged").ShouldBeTrue();
        boost["reblog"]!["account"]!.Id.ShouldBe(_ada.Account.ToString());
        (await _ada.IdsAsync($"/api/v1/statuses/{post.Id}/reblogged_by")).ShouldBe([_bob.Account.ToString()]);
        (await _ada.IdsAsync($"/api/v1/accounts/{_bob.Account}/statuses")).ShouldContain(boost.Id);
    }

    [Fact]
    public async Task Boosting_twice_or_boosting_the_boost_gives_the_same_boost()
    {
        var post = (await _ada.WriteAsync("pass me on")).Id;
        var boost = (await _bob.BoostAsync(post)).Id;

        (await _bob.BoostAsync(post)).Id.ShouldBe(boost);
        (await _bob.BoostAsync(boost)).Id.ShouldBe(boost);
        (await _ada.ReadAsync(post)).Number("reblogs_count").ShouldBe(1);
    }

    [Fact]
    public async Task A_boost_that_is_withdrawn_is_gone_and_the_post_stays()
    {
        var post = (await _ada.WriteAsync("pass me on")).Id;
        var boost = (await _bob.BoostAsync(post)).Id;

        var original = await _bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/unreblog");
        await _bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/unreblog");

        original.Id.ShouldBe(post);
        original.Number("reblogs_count").ShouldBe(0);
        original.Is("reblogged").ShouldBeFalse();
        await _bob.ReadAsync(boost, 404);
    }

    [Fact]
    public async Task A_deleted_post_takes_its_boosts_and_favourites_along()
    {
        var post = (await _ada.WriteAsync("soon gone")).Id;
        var boost = (await _bob.BoostAsync(post)).Id;
        await _bob.FavouriteAsync(post);

        await _ada.Api.DeleteAsync($"/api/v1/statuses/{post}");

        await _bob.ReadAsync(boost, 404);
        (await _bob.IdsAsync("/api/v1/favourites")).ShouldNotContain(post);
        (await _bob.IdsAsync("/api/v1/timelines/home")).ShouldNotContain(boost);
    }

    [Fact]
    public async Task Posts_and_boosts_of_other_accounts_cannot_be_deleted()
    {
        var post = (await _ada.WriteAsync("mine")).Id;
        var boost = (await _bob.BoostAsync(post)).Id;

        (await (await _bob.Api.DeleteAsync($"/api/v1/statuses/{post}")).JsonAsync(404)).Text("error").ShouldBe("Record not found");
        (await (await _ada.Api.DeleteAsync($"/api/v1/statuses/{boost}")).JsonAsync(404)).Text("error").ShouldBe("Record not found");
        using var nobody = _plaza.Client();
        await nobody.GetJsonAsync($"/api/v1/statuses/{post}");
    }
}
