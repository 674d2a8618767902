using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Queries;

/// <summary>A client reads its own writes after the response, however many concurrent readers hold old versions.</summary>
[Trait("Speed", "slow")]
public sealed class ReadYourWritesTests(SharedServerFixture shared)
{
    private const int Rounds = 100;

    [Fact]
    public async Task Whoever_was_answered_reads_what_they_did_while_others_read_the_same()
    {
        var (ada, bob) = (await shared.Server.CreateAccountAsync("ada"), await shared.Server.CreateAccountAsync("bob"));
        await bob.FollowAsync(ada);
        var post = (await ada.WriteAsync("read by many")).Id;
        var isOver = false;
        string[] paths = [$"/api/v1/statuses/{post}", "/api/v1/timelines/home", $"/api/v1/accounts/{ada.Account}/statuses", $"/api/v1/statuses/{post}/context"];
        var reading = paths.Select(path => Task.Run(() => ReadOnAsync(path), TestContext.Current.CancellationToken)).ToList();

        for (var round = 0; round < Rounds; round++)
        {
            await bob.FavouriteAsync(post);
            Marks(await bob.ReadAsync(post)).ShouldBe((1, 0, 0, true, false));
            var reply = (await bob.WriteAsync("well said", inReplyTo: post)).Id;
            Marks(await bob.ReadAsync(post)).ShouldBe((1, 0, 1, true, false));
            var boost = (await bob.BoostAsync(post)).Id;
            Marks(await bob.ReadAsync(post)).ShouldBe((1, 1, 1, true, true));
            (await bob.IdsAsync($"/api/v1/accounts/{bob.Account}/statuses?limit=3")).ShouldBe([boost, reply]);
            (await bob.IdsAsync("/api/v1/timelines/home?limit=3")).ShouldBe([reply, post]); // The boost repeats the post: ADR 57.

            await bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/unfavourite");
            Marks(await bob.ReadAsync(post)).ShouldBe((0, 1, 1, false, true));
            await bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/unreblog");
            Marks(await bob.ReadAsync(post)).ShouldBe((0, 0, 1, false, false));
            using var deleted = await bob.Api.DeleteAsync($"/api/v1/statuses/{reply}");
            Marks(await bob.ReadAsync(post)).ShouldBe((0, 0, 0, false, false));
            (await bob.Api.GetJsonAsync(paths[^1]))["descendants"]!.Ids.ShouldBeEmpty();
            (await bob.IdsAsync($"/api/v1/accounts/{bob.Account}/statuses?limit=3")).ShouldBeEmpty();
            (await bob.IdsAsync("/api/v1/timelines/home?limit=3")).ShouldBe([post]);
        }

        Volatile.Write(ref isOver, true);
        await Task.WhenAll(reading);

        async Task ReadOnAsync(string path)
        {
            while (!Volatile.Read(ref isOver))
                await ada.Api.GetJsonAsync(path);
        }
    }

    private static (int, int, int, bool, bool) Marks(JsonNode post) => (
        post.Number("favourites_count"),
        post.Number("reblogs_count"),
        post.Number("replies_count"),
        post.Is("favourited"),
        post.Is("reblogged"));
}
