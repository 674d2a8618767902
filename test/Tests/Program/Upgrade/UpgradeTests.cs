using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Upgrade;

/// <summary>The current server on data folders written by earlier versions; see README.md beside this file.</summary>
[Trait("Speed", "slow")]
public sealed class UpgradeTests : IAsyncLifetime
{
    private static readonly string Here = Path.Combine(PlazaProgram.Root, "test", "Tests", "Program", "Upgrade");

    private readonly JsonNode _made = JsonNode.Parse(File.ReadAllText(Path.Combine(Here, "f3b254c.json")))!;
    private readonly SmtpListener _smtp = SmtpListener.Start();
    private readonly DataFolder _folder;
    private PlazaTestServer? _plaza;

    public UpgradeTests()
    {
        var folder = Directory.CreateTempSubdirectory("plaza-upgrade-").FullName;
        ZipFile.ExtractToDirectory(Path.Combine(Here, "f3b254c.zip"), folder);
        _folder = new(folder);

        // As after some days, when completed tasks have been purged: then only the cursors tell which mails were sent.
        _folder.Tamper("delete from tasks where name like 'mail.%'").ShouldBePositive();
    }

    private PlazaTestServer Plaza => _plaza!;

    public async ValueTask InitializeAsync()
    {

        // The time at which the folder was created, so that nothing in it has expired.
        var clock = new AdjustableClock { Ahead = _made["made"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow() };
        _plaza = await PlazaTestServer.StartAsync(
            _folder,
            clock,
            ("Server:PublicUrl", "https://plaza.example"),
            ("Mail:Host", "127.0.0.1"),
            ("Mail:Port", $"{_smtp.Port}"),
            ("Mail:From", "plaza@plaza.example"));
    }

    public async ValueTask DisposeAsync()
    {
        await Plaza.DisposeAsync();
        await _smtp.DisposeAsync();
    }

    [Fact]
    public async Task Posts_accounts_counts_and_notifications_are_unchanged()
    {
        var different = new List<string>();
        foreach (var asked in _made["answers"]!.AsArray())
        {
            using var client = ClientOf(asked!["by"]?.ToString());
            using var response = await client.GetAsync(asked["path"]!.ToString());
            var body = await response.Content.ReadAsStringAsync();
            if ((int)response.StatusCode != (int)asked["status"]! || (asked["answer"] is { } before && !IsWithin(ChangedOnPurpose(before), JsonNode.Parse(body))))
                different.Add($"{asked.ToJsonString()}\n  now {(int)response.StatusCode} {body}");
        }

        different.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_mail_is_sent_again_and_new_ones_go_out_once()
    {
        await Plaza.QuietAsync();
        _smtp.Received.ShouldBeEmpty();

        using var cleo = ClientOf("cleo");
        await cleo.PostJsonAsync("/api/v1/statuses", new { status = "@ada after the upgrade" });
        await Plaza.QuietAsync();
        _smtp.Received.ShouldHaveSingleItem().To.ShouldBe(["ada@example.org"]);
    }

    [Fact]
    public async Task The_journal_and_all_that_is_worked_out_from_it_verify_and_no_event_waits()
    {
        (await RunAsync("journal", "verify")).ShouldBeDone();

        (await RunAsync("tasks", "list", "--limit", "500")).ShouldBeDone().Output.ShouldNotContain("dead letter");
    }

    [Fact]
    public async Task The_statistics_of_the_day_are_the_same()
    {
        var day = _made["day"]!;

        var now = (await RunAsync("stats", "show", "--day", day["day"]!.ToString(), "--json")).ShouldBeDone();

        IsWithin(day, JsonNode.Parse(now.Output)).ShouldBeTrue(now.Output);
    }

    [Fact]
    public async Task Who_was_logged_in_still_is_and_passwords_are_good()
    {
        using var client = Plaza.Client();
        client.DefaultRequestHeaders.Add("Cookie", $"__Host-plaza={_made["session"]}");

        using var home = await client.GetAsync("/home");

        home.StatusCode.ShouldBe(HttpStatusCode.OK);
        var visitor = new PageClient(Plaza.Client());
        await visitor.LogInAsync("cleo", _made["password"]!.ToString());
    }

    [Theory]
    [InlineData("dora")]
    [InlineData("erik")]
    public async Task Who_was_suspended_or_deleted_stays_so(string handle)
    {
        using var client = ClientOf(handle);

        await client.GetJsonAsync("/api/v1/accounts/verify_credentials", status: 401);
    }

    private HttpClient ClientOf(string? handle)
    {
        var client = Plaza.Client();
        if (handle is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", _made["tokens"]![handle]!.ToString());
        return client;
    }

    private Task<ProgramRun> RunAsync(params string[] verb) => PlazaProgram.RunAsync([.. verb, "--data", _folder.Path]);

    /// <summary>Intended differences of later versions: the creation time of an account is rounded to the day.</summary>
    private static JsonNode ChangedOnPurpose(JsonNode before)
    {
        if (before is JsonObject account && account.ContainsKey("followers_count"))
            account["created_at"] = $"{account.Text("created_at")[..10]}T00:00:00.000Z";

        return before;
    }

    /// <summary>Whether all earlier fields have the same value; later versions may add fields.</summary>
    private static bool IsWithin(JsonNode? before, JsonNode? now) => (before, now) switch
    {
        (JsonObject was, JsonObject has) => was.All(field => IsWithin(field.Value, has[field.Key])),
        (JsonArray was, JsonArray has) => was.Count == has.Count && was.Zip(has).All(pair => IsWithin(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(before, now),
    };
}
