using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>The list of favourites while some of the posts are hidden, because their author is suspended.</summary>
public sealed class HiddenFavouritesTests : IAsyncLifetime
{
    private readonly List<string> _visible = [];
    private PlazaTestServer _plaza = null!;
    private TestAccount _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _plaza = await PlazaTestServer.StartAsync();
        _ada = await _plaza.CreateAccountAsync("ada");
        var (bob, carol) = (await _plaza.CreateAccountAsync("bob"), await _plaza.CreateAccountAsync("carol"));
        await MarkAsync(bob, 3);
        await MarkAsync(carol, 70);
        await MarkAsync(bob, 2);
        await _plaza.AskAsync(new SuspendAccount(carol.Account));
        await _plaza.QuietAsync();
    }

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

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

        (await PageAsync($"/api/v1/favourites?since_id={since}")).Ids.ShouldBe(_visible[..1]);
    }

    private async Task MarkAsync(TestAccount author, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var post = (await author.WriteAsync($"Number {number}")).Id;
            await _ada.FavouriteAsync(post);
            if (count < 10)
                _visible.Insert(0, post);
        }
    }

    private async Task<ListPage> PageAsync(string path)
    {
        using var response = await _ada.Api.GetAsync(path);
        var ids = (await response.JsonAsync()).Ids;
        return new(ids, response.Headers.TryGetValues("Link", out var link) ? link.Single() : "");
    }
}
