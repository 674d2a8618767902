using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>The list of favourites while some of the posts are hidden, because their author is suspended.</summary>
public sealed class HiddenFavouritesTests(HiddenFavouritesFixture favourites) : IClassFixture<HiddenFavouritesFixture>
{
    private readonly IReadOnlyList<string> _visible = favourites.Visible;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    public async Task A_client_that_follows_next_sees_every_visible_post_once(int limit)
    {
        var seen = new List<string>();

        for (var next = $"/api/v1/favourites?limit={limit}"; next is not null;)
        {
            var page = await PageAsync(next);
            page.Ids.Count.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(page.Ids);
            next = page.Next;
        }

        seen.ShouldBe(_visible);
    }

    [Fact]
    public async Task A_page_goes_on_past_hidden_posts_until_it_is_full() =>
        (await PageAsync("/api/v1/favourites?limit=10")).Ids.ShouldBe(_visible);

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public async Task A_client_that_follows_prev_from_the_oldest_sees_every_visible_post_once(int limit)
    {
        var seen = new List<string>();

        for (var previous = $"/api/v1/favourites?limit={limit}&min_id=1"; previous is not null;)
        {
            var page = await PageAsync(previous);
            seen.InsertRange(0, page.Ids);
            previous = page.Previous;
        }

        seen.ShouldBe(_visible);
    }

    [Fact]
    public async Task A_page_newer_than_since_id_contains_only_what_is_newer()
    {
        var newest = await PageAsync("/api/v1/favourites?limit=2");
        var since = newest.Next!.Split("max_id=")[1];

        (await PageAsync($"/api/v1/favourites?since_id={since}")).Ids.ShouldBe([_visible[0]]);
    }

    private async Task<ListPage> PageAsync(string path)
    {
        using var response = await favourites.Ada.Api.GetAsync(path);
        var ids = (await response.JsonAsync()).Ids;
        return new(ids, response.Headers.TryGetValues("Link", out var link) ? link.Single() : "");
    }
}
