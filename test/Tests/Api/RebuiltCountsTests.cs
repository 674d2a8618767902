using System.Text.Json.Nodes;
using Plaza.Server.Cli;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>Counts that were rebuilt from the journal of a running server, as its API returns them.</summary>
public sealed class RebuiltCountsTests
{
    [Fact]
    public async Task Counts_that_were_corrupted_and_cached_are_right_at_the_API_after_a_rebuild()
    {
        var plaza = await PlazaTestServer.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        var post = (await ada.WriteAsync("Counted")).Id;
        await bob.FavouriteAsync(post);
        await bob.FollowAsync(ada);
        await plaza.QuietAsync();
        var folder = plaza.Folder;
        await plaza.StopAsync();
        folder.Tamper("update author_counts set posts = 7");
        folder.Tamper("update follow_counts set followers = 8");
        folder.Tamper($"update posts set favourites = 9 where id = {post}");

        await using var again = await PlazaTestServer.StartAsync(folder);
        using var client = again.Client();
        (await CountsAsync(client, ada, post)).ShouldBe((7, 8, 9));
        await using var output = new StringWriter();
        (await ControlSocketClient.TryRunAsync(folder, ["journal", "rebuild"], output, output, TestContext.Current.CancellationToken)).ShouldBe(0, output.ToString());

        (await CountsAsync(client, ada, post)).ShouldBe((1, 1, 1));
    }

    private static async Task<(int Posts, int Followers, int Favourites)> CountsAsync(HttpClient client, TestAccount author, string post)
    {
        var account = await client.GetJsonAsync($"/api/v1/accounts/{author.Account}");
        var status = await client.GetJsonAsync($"/api/v1/statuses/{post}");
        return (Number(account, "statuses_count"), Number(account, "followers_count"), Number(status, "favourites_count"));

        static int Number(JsonNode of, string name) => (int)of[name]!;
    }
}
