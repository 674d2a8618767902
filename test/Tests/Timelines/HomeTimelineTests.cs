using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Queries.Timelines;
using Plaza.Tests.Support;

namespace Plaza.Tests.Timelines;

public sealed class HomeTimelineTests(SharedServerFixture shared)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task Given_Ada_follows_Bob_when_Bob_posts_then_Ada_sees_his_newest_post_first()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await ada.Api.PostJsonAsync($"/api/v1/accounts/{bob.Account}/follow");

        var older = await bob.Api.PostJsonAsync("/api/v1/statuses", new { status = "first" });
        var newer = await bob.Api.PostJsonAsync("/api/v1/statuses", new { status = "second" });

        (await HomeOfAsync(ada)).ShouldBe([Id(newer), Id(older)]);
    }

    [Fact]
    public async Task A_home_that_was_read_before_shows_a_new_post_at_once()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await ada.Api.PostJsonAsync($"/api/v1/accounts/{bob.Account}/follow");
        (await HomeOfAsync(ada)).ShouldBeEmpty();

        var post = await bob.Api.PostJsonAsync("/api/v1/statuses", new { status = "news" });

        (await HomeOfAsync(ada)).ShouldBe([Id(post)]);
    }

    [Fact]
    public async Task A_home_read_from_tables_pages_like_one_in_memory()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await ada.Api.PostJsonAsync($"/api/v1/accounts/{bob.Account}/follow");
        var posts = new List<PostId>();
        foreach (var author in (TestAccount[])[ada, bob, bob, ada, bob])
            posts.Add(new(long.Parse(Id(await author.Api.PostJsonAsync("/api/v1/statuses", new { status = "one of five" })), CultureInfo.InvariantCulture)));

        (await FromTablesAsync(new(2))).ShouldBe([posts[4], posts[3]]);
        (await FromTablesAsync(new(2) { MaxId = posts[3].Value })).ShouldBe([posts[2], posts[1]]);
        (await FromTablesAsync(new(2) { SinceId = posts[0].Value })).ShouldBe([posts[4], posts[3]]);
        (await FromTablesAsync(new(2) { MinId = posts[0].Value })).ShouldBe([posts[2], posts[1]]);

        Task<List<PostId>> FromTablesAsync(PageRequest paging) =>
            _plaza.Services.GetRequiredService<TimelineQueries>().GetHomeAsync(ada.Account, paging, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_page_is_full_though_who_wrote_what_was_passed_on_is_suspended()
    {
        var (ada, bob, carl) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"), await _plaza.CreateAccountAsync("carl"));
        await ada.FollowAsync(bob);
        var own = (await bob.WriteAsync("his own")).Id;
        var boost = (await bob.BoostAsync((await carl.WriteAsync("passed on")).Id)).Id;
        string[] paths = ["/api/v1/timelines/home?limit=1", $"/api/v1/accounts/{bob.Account}/statuses?limit=1"];
        foreach (var path in paths)
            (await ada.IdsAsync(path)).ShouldBe([boost]);

        await _plaza.AskAsync(new SuspendAccount(carl.Account));

        foreach (var path in paths)
            (await ada.IdsAsync(path)).ShouldBe([own], path);

        await _plaza.AskAsync(new RestoreAccount(carl.Account));

        foreach (var path in paths)
            (await ada.IdsAsync(path)).ShouldBe([boost], path);
    }

    private static async Task<List<string>> HomeOfAsync(TestAccount reader) =>
        [.. (await reader.Api.GetJsonAsync("/api/v1/timelines/home")).AsArray().Select(status => Id(status!))];

    private static string Id(JsonNode status) => status["id"]!.GetValue<string>();
}
