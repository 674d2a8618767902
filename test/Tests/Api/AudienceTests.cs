using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>Each visibility for each viewer in each place: visible, or 404 as if the post had never existed.</summary>
public sealed class AudienceTests(VisibilityFixture watched) : IClassFixture<VisibilityFixture>
{
    private static readonly string[] Viewers = ["author", "follower", "mentioned", "stranger", "nobody"];
    private static readonly string[] Visibilities = ["public", "unlisted", "private", "direct"];

    public static MatrixTheoryData<string, string> All => new(Visibilities, Viewers);

    public static MatrixTheoryData<string, string> AllWithToken => new(Visibilities, Viewers[..^1]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_post_is_seen_or_404_wherever_it_is_asked_for(string visibility, string viewer)
    {
        var (post, http, maySee) = (watched.Posts[visibility], watched.As(viewer), MaySee(visibility, viewer));
        var expected = maySee ? HttpStatusCode.OK : HttpStatusCode.NotFound;

        foreach (var what in (string[])["", "/context", "/favourited_by", "/reblogged_by", "/history"])
        {
            using var response = await http.GetAsync($"/api/v1/statuses/{post}{what}");
            response.StatusCode.ShouldBe(expected, what);
        }

        (await http.GetJsonAsync($"/api/v1/statuses?id[]={post}")).Ids.Contains(post).ShouldBe(maySee);
        (await http.GetJsonAsync($"/api/v1/statuses/{watched.Root}/context"))["descendants"]!.Ids.Contains(post).ShouldBe(maySee);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_post_stands_on_a_timeline_only_for_those_who_may_see_it(string visibility, string viewer)
    {
        var (post, http, maySee) = (watched.Posts[visibility], watched.As(viewer), MaySee(visibility, viewer));

        (await http.GetJsonAsync($"/api/v1/accounts/{watched.Author.Account}/statuses")).Ids.Contains(post).ShouldBe(maySee);
        (await http.GetJsonAsync("/api/v1/timelines/public")).Ids.Contains(post).ShouldBe(visibility is "public");
        (await http.GetJsonAsync("/api/v1/timelines/tag/watched")).Ids.Contains(post).ShouldBe(visibility is "public");

        var found = await http.GetJsonAsync($"/api/v2/search?q={Uri.EscapeDataString($"{watched.Server.Url}@{watched.Author.Handle}/{post}")}");
        found["statuses"]!.Ids.Contains(post).ShouldBe(maySee);
    }

    [Theory]
    [MemberData(nameof(AllWithToken))]
    public async Task A_post_stands_in_the_homes_of_the_author_and_of_followers_who_may_see_it(string visibility, string viewer) =>
        (await watched.As(viewer).GetJsonAsync("/api/v1/timelines/home")).Ids.Contains(watched.Posts[visibility])
            .ShouldBe(viewer is "author" || (viewer is "follower" && visibility is not "direct"));

    [Theory]
    [MemberData(nameof(AllWithToken))]
    public async Task Only_mentioned_accounts_are_notified(string visibility, string viewer)
    {
        var notifications = await watched.As(viewer).GetJsonAsync("/api/v1/notifications?types[]=mention");

        notifications.AsArray().Any(one => one!["status"]!.Id == watched.Posts[visibility]).ShouldBe(viewer is "mentioned");
    }

    [Theory]
    [MemberData(nameof(AllWithToken))]
    public async Task A_viewer_who_may_not_see_a_post_can_neither_favourite_boost_nor_reply_to_it(string visibility, string viewer)
    {
        var (post, http, maySee) = (watched.Posts[visibility], watched.As(viewer), MaySee(visibility, viewer));
        var before = (await watched.Author.ReadAsync(post)).Number("reblogs_count");

        await http.PostJsonAsync($"/api/v1/statuses/{post}/favourite", status: maySee ? 200 : 404);
        await http.PostJsonAsync($"/api/v1/statuses/{post}/unfavourite", status: maySee ? 200 : 404);
        await http.PostJsonAsync($"/api/v1/statuses/{post}/reblog", status: !maySee ? 404 : visibility is "public" or "unlisted" ? 200 : 403);
        await http.PostJsonAsync($"/api/v1/statuses/{post}/unreblog", status: maySee ? 200 : 404);
        await http.PostJsonAsync("/api/v1/statuses", new { status = "well", in_reply_to_id = post, visibility = "direct" }, maySee ? 200 : 404);

        (await watched.Author.ReadAsync(post)).Number("reblogs_count").ShouldBe(before);
        (await watched.Author.ReadAsync(post)).Number("favourites_count").ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_page_of_a_post_is_there_for_those_who_may_see_it(string visibility, string viewer)
    {
        var browser = watched.BrowserOf(viewer);

        using var page = await browser.GetAsync($"/@{watched.Author.Handle}/{watched.Posts[visibility]}");
        using var profile = await browser.GetAsync($"/@{watched.Author.Handle}");

        page.StatusCode.ShouldBe(MaySee(visibility, viewer) ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        (await page.Content.ReadAsStringAsync()).Contains($"secret of {visibility}", StringComparison.Ordinal).ShouldBe(MaySee(visibility, viewer));
        (await profile.Content.ReadAsStringAsync()).Contains($"secret of {visibility}", StringComparison.Ordinal).ShouldBe(MaySee(visibility, viewer));
    }

    private static bool MaySee(string visibility, string viewer) => visibility switch
    {
        "public" or "unlisted" => true,
        "private" => viewer is "author" or "follower" or "mentioned",
        _ => viewer is "author" or "mentioned",
    };
}
