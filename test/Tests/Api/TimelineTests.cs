using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

public sealed class TimelineTests(SharedServerFixture shared, TwoAccountsFixture two) : IClassFixture<TwoAccountsFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = two.Ada;
    private readonly TestAccount _bob = two.Bob;

    [Fact]
    public async Task An_account_timeline_excludes_replies_to_others_and_boosts_on_request()
    {
        var carl = await _plaza.CreateAccountAsync("carl");
        var other = (await _bob.WriteAsync("by Bob")).Id;
        var post = (await carl.WriteAsync("by Carl")).Id;
        var thread = (await carl.WriteAsync("more by Carl", inReplyTo: post)).Id;
        var reply = (await carl.WriteAsync("to Bob", inReplyTo: other)).Id;
        var boost = (await carl.BoostAsync(other)).Id;
        var path = $"/api/v1/accounts/{carl.Account}/statuses";

        (await _ada.IdsAsync(path)).ShouldBe([boost, reply, thread, post]);
        (await _ada.IdsAsync($"{path}?exclude_replies=true")).ShouldBe([boost, thread, post]);
        (await _ada.IdsAsync($"{path}?exclude_reblogs=1")).ShouldBe([reply, thread, post]);
        (await _ada.IdsAsync($"{path}?exclude_reblogs=t&exclude_replies=on")).ShouldBe([thread, post]);
        (await _ada.IdsAsync($"{path}?pinned=true")).ShouldBeEmpty();
        (await _ada.IdsAsync($"{path}?only_media=true")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_home_timeline_has_posts_and_boosts_of_the_reader_and_of_followed_accounts()
    {
        var (carl, dora) = (await _plaza.CreateAccountAsync("carl"), await _plaza.CreateAccountAsync("dora"));
        await carl.FollowAsync(dora);
        var own = (await carl.WriteAsync("own")).Id;
        var followed = (await dora.WriteAsync("followed")).Id;
        var strangers = (await _bob.WriteAsync("a stranger's")).Id;
        var boost = (await dora.BoostAsync(strangers)).Id;

        (await carl.IdsAsync("/api/v1/timelines/home")).ShouldBe([boost, followed, own]);

        await carl.UnfollowAsync(dora);
        (await carl.IdsAsync("/api/v1/timelines/home")).ShouldBe([own]);
    }

    [Fact]
    public async Task The_public_timeline_has_public_posts_and_no_boosts()
    {
        var post = (await _ada.WriteAsync("for all")).Id;
        var unlisted = (await _ada.WriteAsync("for all who come by", "unlisted")).Id;
        var boost = (await _bob.BoostAsync(post)).Id;

        var ids = await _plaza.Client().GetJsonAsync("/api/v1/timelines/public?local=true&limit=40");

        ids.Ids.ShouldContain(post);
        ids.Ids.ShouldNotContain(unlisted);
        ids.Ids.ShouldNotContain(boost);
        (await _ada.IdsAsync("/api/v1/timelines/public?remote=true")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hashtag_is_found_in_any_case()
    {
        var post = (await _ada.WriteAsync("#TimelineÄ of tags")).Id;

        (await _bob.IdsAsync("/api/v1/timelines/tag/timelineä")).ShouldBe([post]);
        (await _bob.IdsAsync("/api/v1/timelines/tag/TIMELINEÄ")).ShouldBe([post]);
        (await _bob.IdsAsync("/api/v1/timelines/tag/nothing_of_this_name")).ShouldBeEmpty();
    }
}
