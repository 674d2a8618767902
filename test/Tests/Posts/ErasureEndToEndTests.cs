using System.Globalization;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Spaces.Requests;
using Plaza.Tests.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Posts;

/// <summary>
/// Deleted content is in no file of the data folder or table of PostgreSQL and on no page any more, while the server runs on: not in tables, the journal, the write-ahead
/// log, stored mails, task rows, or any cache.
/// </summary>
[Trait("Speed", "slow")]
public sealed class ErasureEndToEndTests : IAsyncLifetime
{
    private const string Email = "heliotropic@example.org";

    private static readonly string[] OfThePost = ["Quixotically", "Perspicacious", "zanzibarite", "Floccinaucinihil"];
    private static readonly string[] OfTheAccount = ["Onomatopoetic", "Sesquipedalian", "Unmistakably", "Vellichor", "heliotropic", "Susurrus", "Petrichor"];
    private static readonly string[] OfOthers = ["Limerence", "Bob Wordsworth"];

    private PlazaTestServer? _plaza;
    private TestAccount? _ada;
    private TestAccount? _bob;
    private LoginSession? _browser;
    private string _post = "";

    private PlazaTestServer Plaza => _plaza!;

    public async ValueTask InitializeAsync()
    {
        _plaza = await PlazaTestServer.StartAsync();
        (_ada, _bob) = (await SignUpAsync(), await Plaza.CreateAccountAsync("bob"));
        _browser = await LoginSession.AsAsync(Plaza, _bob);
        await Plaza.AskAsync(new LogIn(_ada.Handle, TestAccount.Password, "Susurrus/1.0"));
        await RenameAsync(_ada, "Onomatopoetic", "Sesquipedalian");
        await RenameAsync(_bob, "Bob Wordsworth", "");
        await _bob.FollowAsync(_ada);
        await _ada.FollowAsync(_bob);

        using var publishing = new HttpRequestMessage(HttpMethod.Post, "/api/v1/statuses")
        {
            Content = new FormUrlEncodedContent(
            [
                new("status", $"@{_bob.Handle} Quixotically #Zanzibarite"), new("spoiler_text", "Perspicacious"),
            ]),
            Headers = { { "Idempotency-Key", "Floccinaucinihil" } },
        };
        using var published = await _ada.Api.SendAsync(publishing);
        _post = System.Text.Json.Nodes.JsonNode.Parse(await published.Content.ReadAsStringAsync())!.Id;
        for (var more = 0; more < 30; more++)
            await MailServerFixture.PostAsync(_ada, $"Unmistakably {more} @{_bob.Handle} #Vellichor", warning: more % 3 is 0 ? "Petrichor" : "");

        var reply = (await _bob.WriteAsync($"@{_ada.Handle} Limerence", inReplyTo: _post)).Id;
        foreach (var post in await _bob.IdsAsync($"/api/v1/accounts/{_ada.Account}/statuses"))
        {
            await _bob.FavouriteAsync(post);
            await _bob.BoostAsync(post);
        }

        await _ada.FavouriteAsync(reply);
        await Plaza.QuietAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        await Plaza.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_deleted_post_nothing_is_left_in_any_file_or_on_any_page()
    {
        await AllAreThereAsync();

        using var deleted = await _ada!.Api.DeleteAsync($"/api/v1/statuses/{_post}");
        deleted.IsSuccessStatusCode.ShouldBeTrue();

        (await ServedAsync(OfThePost)).ShouldBeEmpty();
        await GoneFromFilesAsync(OfThePost);
        (await ServedAsync(OfThePost)).ShouldBeEmpty();
        Remaining(OfTheAccount).ShouldBe(OfTheAccount, ignoreOrder: true);
    }

    [Fact]
    public async Task Of_a_deleted_account_nothing_is_left_in_any_file_or_on_any_page()
    {
        await AllAreThereAsync();

        await Plaza.AskAsync(new DeleteAccount(_ada!.Account));

        string[] all = [.. OfThePost, .. OfTheAccount];
        (await ServedAsync(all)).ShouldBeEmpty();
        await GoneFromFilesAsync(all);
        (await ServedAsync(all)).ShouldBeEmpty();
        Remaining(OfOthers).ShouldBe(OfOthers, ignoreOrder: true);
        (await ServedAsync(OfOthers)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_late_write_request_adds_no_rows_of_a_deleted_account()
    {
        var bob = _bob!;
        var (ada, reply) = (_ada!.Account, new PostId(long.Parse((await bob.IdsAsync($"/api/v1/accounts/{bob.Account}/statuses"))[^1], CultureInfo.InvariantCulture)));
        await Plaza.AskAsync(new DeleteAccount(ada));

        await RefusedAsync(new PublishPost(ada, "too late", Visibility.Public));
        await RefusedAsync(new BoostPost(ada, reply));
        await RefusedAsync(new FavouritePost(ada, reply));
        await RefusedAsync(new UpdateProfile(ada, "too late", ""));
        (await Plaza.AskAsync(new Follow(ada, bob.Account))).ShouldBeFalse();

        await Eventually.TrueAsync(
            () => Plaza.Folder.Number($"select count(*) from journal where subject = '{ada}' and type = 'posts.published' and payload is not null") is 0,
            "what the journal said of the account is erased");

        async Task RefusedAsync<TAnswer>(IRequest<TAnswer> order) =>
            (await Should.ThrowAsync<RequestRejectedException>(() => Plaza.AskAsync(order).AsTask())).Reason.ShouldBe(RejectionReason.NotFound);
    }

    /// <summary>Requests all pages first, so that every cache contains the text.</summary>
    private async Task AllAreThereAsync()
    {
        var served = (await ServedAsync([.. OfThePost, .. OfTheAccount, .. OfOthers])).Select(found => found.Word).Distinct().ToList();
        await ServedAsync([]);
        Remaining([.. OfThePost, .. OfTheAccount]).ShouldBe([.. OfThePost, .. OfTheAccount], ignoreOrder: true);
        served.ShouldBe(
            [.. OfThePost.Except(["Floccinaucinihil"]), .. OfTheAccount.Except(["heliotropic", "Susurrus"]), .. OfOthers], ignoreOrder: true);
        Directory.EnumerateFiles(Plaza.Folder.Mail).Count(file => DatabaseProbe.Latin1Of(file).Contains("Unmistakably", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
    }

    /// <summary>Waits for tasks to erase, and for the writer to truncate its log when idle.</summary>
    private Task GoneFromFilesAsync(string[] words) =>
        Eventually.TrueAsync(() => Remaining(words) is [], $"none of {string.Join(", ", words)} is in a file");

    private string[] Remaining(string[] words)
    {
        var files = Directory.EnumerateFiles(Plaza.Folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".sock", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal))
            .Select(DatabaseProbe.Latin1Of)
            .ToList();
        return [.. words.Where(word => Plaza.Folder.Stores(word) || files.Any(file => file.Contains(word, StringComparison.OrdinalIgnoreCase)))];
    }

    /// <summary>The words that the responses of pages and endpoints contain, for anonymous visitors and for Bob.</summary>
    private async Task<List<(string Path, string Word)>> ServedAsync(string[] words)
    {
        using var stranger = Plaza.Client();
        var (ada, bob, post) = (_ada!, _bob!, _post);
        var found = new List<(string, string)>();
        string[] pages =
        [
            "/", $"/@{ada.Handle}", $"/@{bob.Handle}", $"/@{ada.Handle}/{post}", $"/@{ada.Handle}/{post}/boosts", $"/@{ada.Handle}/followers",
            $"/@{bob.Handle}/followers", $"/@{bob.Handle}/following", "/tags/zanzibarite?of=", "/tags/vellichor", "/statistics", "/about",
            $"/avatars/{ada.Handle}.svg",
        ];
        string[] endpoints =
        [
            "/api/v1/timelines/public", "/api/v1/timelines/tag/zanzibarite", "/api/v1/timelines/tag/vellichor", $"/api/v1/statuses/{post}",
            $"/api/v1/statuses/{post}/context", $"/api/v1/statuses/{post}/favourited_by", $"/api/v1/statuses?id[]={post}",
            $"/api/v1/statuses/{post}/history", $"/api/v1/accounts/{ada.Account}", $"/api/v1/accounts/{ada.Account}/statuses",
            $"/api/v1/accounts/{bob.Account}/statuses", $"/api/v1/accounts/{bob.Account}/followers", $"/api/v1/accounts/{bob.Account}/following",
            $"/api/v1/accounts/lookup?acct={ada.Handle}", $"/api/v1/accounts?id[]={ada.Account}", $"/api/plaza/v1/accounts/{ada.Handle}/posts",
            "/api/plaza/v1/statistics", "/api/v2/search?q=ada", "/api/v2/instance",
        ];
        string[] own =
        [
            "/api/v1/timelines/home", "/api/v1/notifications", "/api/v2/notifications", "/api/v1/favourites", "/api/v1/accounts/search?q=ada",
            $"/api/v1/accounts/relationships?id[]={ada.Account}", $"/api/v1/statuses/{post}/source", "/api/v1/accounts/verify_credentials",
        ];

        foreach (var path in pages.Concat(endpoints))
            await LookAsync(stranger, path);
        foreach (var path in endpoints.Concat(own))
            await LookAsync(bob.Api, path);
        foreach (var path in (string[])["/home", "/notifications", "/settings", .. pages])
            Note(path, await (await _browser!.Browser.GetAsync(path)).Content.ReadAsStringAsync());

        return found;

        async Task LookAsync(HttpClient client, string path)
        {
            using var reply = await client.GetAsync(path);
            Note(path, await reply.Content.ReadAsStringAsync());
        }

        // A response may repeat a search term of its request.
        void Note(string path, string body) => found.AddRange(words
            .Where(word => body.Contains(word, StringComparison.OrdinalIgnoreCase) && !path.Contains(word, StringComparison.OrdinalIgnoreCase))
            .Select(word => (path, word)));
    }

    /// <summary>Signs up like a new user, with a mail to confirm the address.</summary>
    private async Task<TestAccount> SignUpAsync()
    {
        var account = await Plaza.AskAsync(new SignUp("ada_w", Email, TestAccount.Password));
        await Plaza.QuietAsync();
        await Plaza.AskAsync(new ConfirmAccount(account));
        var token = await Plaza.AskAsync(new IssueToken(account, "read write follow push"));
        var api = Plaza.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", token.Secret);
        return new(account, "ada_w", Email, token.Secret, api);
    }

    private static async Task RenameAsync(TestAccount person, string name, string bio)
    {
        using var renamed = await person.Api.PatchAsync(
            "/api/v1/accounts/update_credentials", new FormUrlEncodedContent([new("display_name", name), new("note", bio)]));
        renamed.IsSuccessStatusCode.ShouldBeTrue();
    }
}
