using Plaza.Contracts.Authentication;
using Plaza.Data;
using Plaza.Tests.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Posts;

/// <summary>The bytes of deleted text are nowhere in the database.</summary>
public sealed class ErasureTests : IDisposable
{
    private readonly DataFolder _folder = MigratedDatabase.NewFolder();

    public void Dispose() => TestDatabase.Delete(_folder);

    [Fact]
    public async Task Nothing_of_a_deleted_post_is_left_on_the_disk()
    {
        await RunAsync(async plaza =>
        {
            var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
            var post = await MailServerFixture.PostAsync(ada, $"@{bob.Handle} Quixotically #Zanzibarite", warning: "Perspicacious");
            await MailServerFixture.PostAsync(ada, "Unmistakably there");
            await bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/favourite");
            await bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/reblog");
            await plaza.QuietAsync();

            using var deleted = await ada.Api.DeleteAsync($"/api/v1/statuses/{post}");
            deleted.IsSuccessStatusCode.ShouldBeTrue();
        });

        _folder.Stores("Unmistakably").ShouldBeTrue();
        _folder.Stores("Quixotically").ShouldBeFalse();
        _folder.Stores("Perspicacious").ShouldBeFalse();
        _folder.Stores("zanzibarite").ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_of_a_deleted_account_is_left_on_the_disk_but_that_its_name_is_taken()
    {
        TestAccount? ada = null;
        await RunAsync(async plaza =>
        {
            (ada, var bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
            using var renamed = await ada.Api.PatchAsync("/api/v1/accounts/update_credentials", new FormUrlEncodedContent(
                [KeyValuePair.Create("display_name", "Onomatopoetic"), KeyValuePair.Create("note", "Sesquipedalian")]));
            for (var post = 0; post < 120; post++)
                await MailServerFixture.PostAsync(ada, $"Quixotically {post} @{bob.Handle} #Zanzibarite");
            var answered = await MailServerFixture.PostAsync(bob, "Unmistakably there");
            await ada.Api.PostJsonAsync($"/api/v1/statuses/{answered}/favourite");
            await ada.Api.PostJsonAsync($"/api/v1/accounts/{bob.Account}/follow");
            await plaza.QuietAsync();

            await plaza.AskAsync(new DeleteAccount(ada.Account));
        });

        _folder.Stores("Unmistakably").ShouldBeTrue();
        _folder.Stores("Onomatopoetic").ShouldBeFalse();
        _folder.Stores("Sesquipedalian").ShouldBeFalse();
        _folder.Stores("Quixotically").ShouldBeFalse();
        _folder.Stores("zanzibarite").ShouldBeFalse();
        _folder.Stores(ada!.Email).ShouldBeFalse();
        foreach (var table in new[] { "posts", "favourites", "follows", "tokens", "sessions", "idempotency_keys" })
            _folder.Number($"select count(*) from {table} where {OwnerIn(table)} = {ada.Account}").ShouldBe(0, table);

        _folder.Number("select count(*) from notifications").ShouldBe(0);
        _folder.Number("select favourites from posts").ShouldBe(0);
        _folder.Rows($"select distinct type from journal where payload like '%{ada.Account}%'", row => row.GetString(0))
            .ShouldBe(
                [
                    "authentication.account_deleted", "posts.deleted", "posts.erased", "posts.favourite_withdrawn", "profiles.follows_erased",
                    "profiles.unfollowed",
                ],
                ignoreOrder: true);
    }

    [Fact]
    public async Task The_journal_stays_whole_when_its_words_are_erased()
    {
        await RunAsync(async plaza =>
        {
            var ada = await plaza.CreateAccountAsync("ada");
            await MailServerFixture.PostAsync(ada, "hello");
            await plaza.AskAsync(new DeleteAccount(ada.Account));
        });

        (await PlazaProgram.RunAsync("journal", "verify", "--data", _folder.Path)).ShouldBeDone();
        _folder.Number("select count(*) from journal where payload is null").ShouldBeGreaterThan(1);
    }

    /// <summary>A stopping server checkpoints its log.</summary>
    private async Task RunAsync(Func<PlazaTestServer, Task> live)
    {
        var plaza = await PlazaTestServer.StartAsync(_folder);
        await live(plaza);
        await plaza.QuietAsync();
        await plaza.StopAsync();
    }

    private static string OwnerIn(string table) => table switch
    {
        "posts" or "idempotency_keys" => "author",
        "follows" => "follower",
        _ => "account",
    };
}
