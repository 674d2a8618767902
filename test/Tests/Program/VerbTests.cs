using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>The verbs of the command line have the same output with and without a running server.</summary>
[Trait("Speed", "slow")]
public sealed class VerbTests : IAsyncLifetime
{
    private readonly DataFolder _folder = MigratedDatabase.NewFolder();
    private ServerProcess? _server;

    private static string Today => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder.Path, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Accounts_are_made_listed_suspended_restored_and_deleted(bool whileServing)
    {
        await BeginAsync(whileServing);

        (await CreateAsync("ada", "--admin")).ShouldBeDone().Output.ShouldStartWith("Created @ada");
        (await CreateAsync("bob")).ShouldBeDone();
        _folder.Tamper("update users set email_confirmed_at = null where email = 'bob@example.org'").ShouldBe(1);
        var listed = (await RunAsync("account", "list")).ShouldBeDone().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (await RunAsync("account", "confirm", "--username", "bob")).ShouldBeDone();
        (await RunAsync("account", "suspend", "--username", "@bob")).ShouldBeDone().Output.ShouldBe("@bob is suspended.\n");
        (await RunAsync("account", "suspend", "--username", "bob")).ShouldBeDone().Output.ShouldBe("@bob is already suspended.\n");
        (await RunAsync("account", "suspend", "--username", "bob", "--restore")).ShouldBeDone().Output.ShouldBe("@bob is not suspended.\n");
        (await RunAsync("account", "set-password", "--username", "bob", "--password", "another good sentence")).ShouldBeDone().Output
            .ShouldBe("Set the password of @bob and logged it out everywhere.\n");
        (await RunAsync("account", "set-password", "--username", "bob", "--password", "short")).ShouldEndWith(1).Error.ShouldContain("at least 8 characters");
        (await RunAsync("account", "delete", "--username", "bob", "--yes")).ShouldBeDone();

        listed.Length.ShouldBe(2);
        listed[0].ShouldMatch(@"^\d+  @ada +ada@example\.org +confirmed    \d{4}-\d\d-\d\d  0 posts admin$");
        listed[1].ShouldMatch(@"^\d+  @bob +bob@example\.org +unconfirmed  \d{4}-\d\d-\d\d  0 posts$");
        (await RunAsync("account", "list")).ShouldBeDone().Output.ShouldNotContain("@bob");
    }

    /// <summary>In the format of ASP.NET Core Identity: 1, then as big-endian numbers the function (2 is HMAC-SHA512) and the iterations.</summary>
    [Fact]
    public async Task A_password_is_hashed_by_PBKDF2_with_HMAC_SHA512_and_210_000_iterations()
    {
        await BeginAsync(whileServing: false);
        (await CreateAsync("ada")).ShouldBeDone();

        var hash = Convert.FromBase64String(_folder.Rows("select password_hash from users", row => row.GetString(0)).Single());

        hash[0].ShouldBe((byte)1);
        BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)).ShouldBe(2u);
        BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)).ShouldBe(210_000u);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task However_many_accounts_there_are_each_is_listed_once_the_oldest_first(bool whileServing)
    {
        await BeginAsync(whileServing);
        await CreateAsync("ada");
        _folder.Tamper(
            """
            insert into accounts (id, handle, looks_like, created_at, is_admin)
            with recursive n (value) as (select 1 union all select value + 1 from n where value < 1200)
            select id + value, 'many_' || value, 'many_' || value, created_at, false from accounts, n
            """).ShouldBe(1200);

        var listed = (await RunAsync("account", "list")).ShouldBeDone().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        listed.Select(line => line.Split('@')[1].Split(' ')[0]).ShouldBe(["ada", .. Enumerable.Range(1, 1200).Select(number => $"many_{number}")]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_line_of_a_new_token_is_the_token_alone_and_it_works(bool whileServing)
    {
        await BeginAsync(whileServing);
        await CreateAsync("ada");

        var token = (await RunAsync("token", "create", "--username", "ada", "--scopes", "read write follow push")).ShouldBeDone().LastLine;
        _server ??= await ServerProcess.StartAsync(_folder);

        token.ShouldMatch("^[A-Za-z0-9_-]{20,}$");
        using var client = _server.ClientOf(token);
        (await client.GetJsonAsync("/api/v1/accounts/verify_credentials"))["acct"]!.ToString().ShouldBe("ada");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Statistics_are_one_object_and_the_same_after_recomputing(bool whileServing)
    {
        _server = await ServerProcess.StartAsync(_folder);
        using (var ada = await _server.CreateAccountAsync("ada"))
        {
            await ada.PostJsonAsync("/api/v1/statuses", new { status = "one #tag" });
            await ada.PostJsonAsync("/api/v1/statuses", new { status = "two #tag #other" });
        }
        await BeginAsync(whileServing);

        var live = await Eventually.GetAsync(
            async () => await StatisticsAsync() is var numbers && (int)numbers["posts"]! is 2 ? numbers : null, "both posts are counted");
        (await RunAsync("stats", "recompute", "--from", Today, "--to", Today)).ShouldBeDone().Output.ShouldBe("Recomputed 1 day.\n");
        var recomputed = await StatisticsAsync();

        recomputed.ToJsonString().ShouldBe(live.ToJsonString());
        live.AsObject().Select(field => field.Key).ShouldBe(
            ["day", "posts", "authors", "active_accounts", "sign_ups", "follows", "favourites", "boosts", "top_tags"], ignoreOrder: true);
        ((int)live["authors"]!).ShouldBe(1);
        ((int)live["sign_ups"]!).ShouldBe(1);
        live["top_tags"]![0]!["tag"]!.ToString().ShouldBe("tag");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_journal_is_whole_until_somebody_tampers_with_it(bool whileServing)
    {
        await BeginAsync(whileServing);
        await CreateAsync("ada");
        await CreateAsync("bob");

        var before = await RunAsync("journal", "verify");
        _folder.Tamper("update journal set subject = subject || '1' where sequence = 2").ShouldBe(1);
        var after = await RunAsync("journal", "verify");

        before.ShouldBeDone().Output.ShouldMatch(
            @"^Journal intact: \d+ entries\.\nRead models match the journal: content, counts, hashtags, notifications, statistics\. Texts and names are not in the journal and were not verified\.\n$");
        after.ShouldEndWith(1).Error.ShouldStartWith("Sequence 2 (");
    }

    [Fact]
    public async Task A_verb_that_the_database_fails_says_what_to_check()
    {
        await BeginAsync(whileServing: false);
        await CreateAsync("ada");

        _folder.Tamper("alter table tasks rename to elsewhere");
        var failed = (await RunAsync("tasks", "list")).ShouldEndWith(1);

        failed.Error.ShouldStartWith("The database could not be used: ");
        failed.Error.Contains("journal verify", StringComparison.Ordinal).ShouldBe(!TestDatabase.IsPostgres);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_count_that_was_changed_past_the_journal_is_named_and_rebuilt(bool whileServing)
    {
        _server = await ServerProcess.StartAsync(_folder);
        using (var ada = await _server.CreateAccountAsync("ada"))
            await ada.PostJsonAsync("/api/v1/statuses", new { status = "one #tag" });
        await BeginAsync(whileServing);

        _folder.Tamper("update author_counts set posts = 7").ShouldBe(1);
        var named = await RunAsync("journal", "verify");
        var other = await RunAsync("journal", "rebuild", "--model", "hashtags");
        var digests = await RunAsync("journal", "rebuild", "--model", "hashtags", "--verbose");
        var rebuilt = await RunAsync("journal", "rebuild", "--model", "counts");
        var after = await RunAsync("journal", "verify");

        named.ShouldEndWith(1).Error.ShouldMatch(@"author_counts account \d+: posts is 7 and should be 1\.\n(.*\n)*.*plaza journal rebuild --model counts\n$");
        other.ShouldBeDone().Output.ShouldBe("Rebuilt hashtags: all rows matched the journal.\n");
        digests.ShouldBeDone().Output.ShouldMatch(@"^post_tags: rebuilt (?<digest>[0-9a-f]{64})\npost_tags: live    \k<digest>, identical\nRebuilt hashtags: all rows matched the journal\.\n$");
        rebuilt.ShouldBeDone().Output.ShouldMatch(@"^author_counts account \d+: posts is 7 and should be 1\.\nRebuilt counts: replaced 1 row that differed from the journal\.\n$");
        after.ShouldBeDone();
    }

    [Theory]
    [InlineData("delete from posts", @"posts id \d+: is missing, with author \d+", "backup")]
    [InlineData("drop table favourites", "the table favourites is missing", "backup")]
    public async Task Content_that_was_lost_ends_verify_and_rebuild_with_an_error(string sql, string named, string advice)
    {
        _server = await ServerProcess.StartAsync(_folder);
        using (var ada = await _server.CreateAccountAsync("ada"))
            await ada.PostJsonAsync("/api/v1/statuses", new { status = "one" });
        await BeginAsync(whileServing: false);

        _folder.Tamper(sql);
        var verified = await RunAsync("journal", "verify");
        var rebuilt = await RunAsync("journal", "rebuild");

        verified.ShouldEndWith(1).Error.ShouldMatch(named);
        verified.Error.ShouldContain(advice);
        rebuilt.ShouldEndWith(1).Error.ShouldMatch(named);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tasks_are_listed_and_an_unknown_one_cannot_be_retried(bool whileServing)
    {
        (_server = await ServerProcess.StartAsync(_folder)).HasEnded.ShouldBeFalse();
        await BeginAsync(whileServing);

        (await RunAsync("tasks", "list", "--limit", "500")).ShouldBeDone().Output.ShouldContain("statistics.nightly");
        (await RunAsync("tasks", "retry", "--id", "1")).ShouldEndWith(1).Error.ShouldContain("There is no pending task or dead letter 1");
        (await RunAsync("tasks", "retry", "--id", "mail:1")).ShouldEndWith(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rejections_are_printed_in_one_line_with_exit_code_1(bool whileServing)
    {
        await BeginAsync(whileServing);
        await CreateAsync("ada");

        (await RunAsync("account", "create", "--username", "ada", "--email", "new@example.org", "--password", TestAccount.Password))
            .ShouldEndWith(1).Error.Trim().ShouldBe("This username is taken, or looks too much like one that is.");
        (await RunAsync("account", "create", "--username", "bob", "--email", "bob@example.org", "--password", "short")).ShouldEndWith(1);
        (await RunAsync("account", "create", "--username", "bob", "--email", "bob@example.org", "--password", "correct \ufffd battery"))
            .ShouldEndWith(2).Error.ShouldContain("cannot be read");
        (await RunAsync("account", "suspend", "--username", "nobody_here")).ShouldEndWith(1).Error.Trim().ShouldBe("There is no account @nobody_here.");
        (await RunAsync("token", "create", "--username", "ada", "--scopes", "nonsense")).ShouldEndWith(1).Output.ShouldBeEmpty();
        (await RunAsync("stats", "recompute", "--from", "2026-02-01", "--to", "2026-01-01")).ShouldEndWith(1);
    }

    private async Task BeginAsync(bool whileServing)
    {
        if (whileServing)
        {
            _server ??= await ServerProcess.StartAsync(_folder);
        }
        else if (_server is not null)
        {
            await _server.StopAsync();
            _server = null;
        }
    }

    private async Task<JsonNode> StatisticsAsync() => JsonNode.Parse((await RunAsync("stats", "show", "--day", Today, "--json")).ShouldBeDone().Output)!;

    private Task<ProgramRun> CreateAsync(string handle, params string[] more) => RunAsync(
        ["account", "create", "--username", handle, "--email", $"{handle}@example.org", "--password", TestAccount.Password, .. more]);

    private Task<ProgramRun> RunAsync(params string[] verb) => PlazaProgram.RunHereAsync([.. verb, "--data", _folder.Path]);
}
