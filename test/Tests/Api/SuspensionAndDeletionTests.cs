using System.Net;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>When accounts are suspended or deleted, or follows end, their content disappears at once.</summary>
public sealed class SuspensionAndDeletionTests(SharedServerFixture shared, TwoAccountsFixture two) : IClassFixture<TwoAccountsFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = two.Ada;
    private readonly TestAccount _bob = two.Bob;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_posts_and_actions_of_an_account_are_deleted_with_it(bool isDeleted)
    {
        var gone = await _plaza.CreateAccountAsync("gone");
        var tag = $"vanishing{isDeleted}";
        await _ada.FollowAsync(gone);
        await gone.FollowAsync(_ada);
        var adas = (await _ada.WriteAsync("stays")).Id;
        var post = (await gone.WriteAsync($"going #{tag} @{_ada.Handle}")).Id;
        var reply = (await gone.WriteAsync("answer", inReplyTo: adas)).Id;
        var boostOfBob = (await _bob.BoostAsync(post)).Id;
        var boost = (await gone.BoostAsync(adas)).Id;
        await gone.FavouriteAsync(adas);
        await _ada.FavouriteAsync(post);
        await _plaza.QuietAsync();
        (await _ada.IdsAsync("/api/v1/timelines/home")).ShouldContain(post);

        if (isDeleted)
            await _plaza.AskAsync(new DeleteAccount(gone.Account));
        else
            await _plaza.AskAsync(new SuspendAccount(gone.Account));

        foreach (var id in (string[])[post, reply, boostOfBob, boost])
            await _ada.ReadAsync(id, 404);

        await _ada.Api.GetJsonAsync($"/api/v1/statuses/{post}/context", 404);
        (await _ada.Api.GetJsonAsync($"/api/v1/statuses/{adas}/context"))["descendants"]!.Ids.ShouldBeEmpty();
        foreach (var path in (string[])["timelines/home", "timelines/public", $"timelines/tag/{tag}", "favourites", $"accounts/{_bob.Account}/statuses"])
            (await _ada.IdsAsync($"/api/v1/{path}")).Intersect([post, reply, boost, boostOfBob]).ShouldBeEmpty(path);
        foreach (var path in (string[])[$"statuses/{adas}/favourited_by", $"statuses/{adas}/reblogged_by", $"accounts/{_ada.Account}/followers", $"accounts/{_ada.Account}/following", $"accounts/search?q={gone.Handle}"])
            (await _ada.IdsAsync($"/api/v1/{path}")).ShouldNotContain(gone.Account.ToString(), path);
        (await _ada.Api.GetJsonAsync("/api/v1/notifications")).AsArray().ShouldNotContain(one => one!["account"]!.Text("acct") == gone.Handle);
        (await _ada.Api.GetJsonAsync($"/api/v2/search?q={gone.Handle}"))["accounts"]!.Ids.ShouldBeEmpty();
        (await gone.Api.GetAsync("/api/v1/accounts/verify_credentials")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await _ada.Api.PostJsonAsync($"/api/v1/statuses/{post}/favourite", status: 404);
        await _ada.Api.PostJsonAsync($"/api/v1/accounts/{gone.Account}/follow", status: 404);
        using var nobody = _plaza.Client();
        (await nobody.GetAsync($"/@{gone.Handle}/{post}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await nobody.GetAsync($"/@{gone.Handle}")).Content.ReadAsStringAsync()).ShouldNotContain("going");
    }

    [Fact]
    public async Task The_counts_no_longer_include_a_deleted_account()
    {
        var (gone, dora) = (await _plaza.CreateAccountAsync("gone"), await _plaza.CreateAccountAsync("dora"));
        await gone.FollowAsync(dora);
        await dora.FollowAsync(gone);
        var post = (await dora.WriteAsync("counted")).Id;
        await gone.FavouriteAsync(post);
        await gone.BoostAsync(post);
        await gone.WriteAsync("answer", inReplyTo: post);

        await _plaza.AskAsync(new DeleteAccount(gone.Account));
        await _plaza.QuietAsync();

        var left = await dora.ReadAsync(post);
        (left.Number("favourites_count"), left.Number("reblogs_count"), left.Number("replies_count")).ShouldBe((0, 0, 0));
        (left["account"]!.Number("followers_count"), left["account"]!.Number("following_count")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_restored_account_is_back_with_its_posts_but_its_tokens_stay_revoked()
    {
        var gone = await _plaza.CreateAccountAsync("gone");
        var post = (await gone.WriteAsync("back again")).Id;
        await _plaza.AskAsync(new SuspendAccount(gone.Account));

        await _plaza.AskAsync(new RestoreAccount(gone.Account));

        (await _ada.ReadAsync(post)).Id.ShouldBe(post);
        await gone.Api.GetJsonAsync("/api/v1/accounts/verify_credentials", 401);
    }

    [Fact]
    public async Task Who_unfollows_sees_no_followers_only_post_from_then_on()
    {
        var (carl, dora) = (await _plaza.CreateAccountAsync("carl"), await _plaza.CreateAccountAsync("dora"));
        await carl.FollowAsync(dora);
        var post = (await dora.WriteAsync("for followers", "private")).Id;
        (await carl.IdsAsync("/api/v1/timelines/home")).ShouldBe([post]);
        await carl.FavouriteAsync(post);

        await carl.UnfollowAsync(dora);

        await carl.ReadAsync(post, 404);
        (await carl.IdsAsync("/api/v1/timelines/home")).ShouldBeEmpty();
        (await carl.IdsAsync("/api/v1/favourites")).ShouldBeEmpty();
        (await carl.IdsAsync($"/api/v1/accounts/{dora.Account}/statuses")).ShouldNotContain(post);
    }

    [Fact]
    public async Task A_reply_to_a_followers_only_post_is_followers_only_whatever_was_requested()
    {
        var (carl, dora) = (await _plaza.CreateAccountAsync("carl"), await _plaza.CreateAccountAsync("dora"));
        await carl.FollowAsync(_bob);
        await dora.FollowAsync(carl);
        var post = (await _bob.WriteAsync("for followers only", "private")).Id;
        var reply = (await carl.WriteAsync("openly", inReplyTo: post)).Id;

        await _ada.Api.GetJsonAsync($"/api/v1/statuses/{reply}", 404);
        var seen = await dora.Api.GetJsonAsync($"/api/v1/statuses/{reply}");

        seen["visibility"]!.GetValue<string>().ShouldBe("private");
        seen["in_reply_to_id"].ShouldBeNull("dora may not see what was answered");
        seen["in_reply_to_account_id"].ShouldBeNull();
    }
}
