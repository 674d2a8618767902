using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Plaza.Contracts.Statistics;
using Plaza.Data;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Program.Workloads;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>
/// The server is killed repeatedly during a workload. Every acknowledged change exists exactly once, and so do all its effects. <c>PLAZA_KILLS</c>
/// sets the number of kills, <c>PLAZA_SEED</c> the random seed.
/// </summary>
[Trait("Speed", "slow")]
public sealed class KillTests : IAsyncLifetime
{
    private const int Clients = 16;

    /// <summary>Every how many rounds the server is killed before it responds.</summary>
    private const int EarlyKills = 4;

    /// <summary>Makes the server start faster: it never runs long enough to gain from tiered PGO.</summary>
    private static readonly (string, string)[] Settings = [("DOTNET_TieredPGO", "0")];

    private static readonly int Kills = FromEnvironment("PLAZA_KILLS") ?? 20;
    private static readonly int Seed = FromEnvironment("PLAZA_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);

    private readonly DataFolder _folder = MigratedDatabase.NewFolder();
    private readonly SeededRandom _chance = new(Seed);
    private readonly List<TestAccount> _people = [];
    private TimeSpan _start = TimeSpan.FromSeconds(1);

    /// <summary>The accounts are created beforehand, in this process, which is faster.</summary>
    public async ValueTask InitializeAsync()
    {
        var plaza = await PlazaTestServer.StartAsync(_folder);
        for (var client = 0; client < Clients; client++)
            _people.Add(await plaza.CreateAccountAsync("author"));

        await plaza.StopAsync();
    }

    public ValueTask DisposeAsync()
    {
        _people.ForEach(person => person.Api.Dispose());
        Directory.Delete(_folder.Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Kills_in_a_storm_lose_nothing_that_was_acknowledged_and_double_nothing()
    {
        var workload = new Workload(_people, Seed);

        for (var kill = 1; kill <= Kills; kill++)
        {
            if (kill % EarlyKills is 0)
            {
                await KillEarlyAsync();
                LetAnHourPassForMails();
            }
            else
            {
                await KillInAsync(workload);
            }
        }

        var shown = await ComeToRestAsync();
        HistoryChecker.Faults(workload.Operations, shown).ShouldBeEmpty($"seed {Seed}");
        TestContext.Current.SendDiagnosticMessage("{0} kills, seed {1}: {2}; {3} posts stand", Kills, Seed,
            string.Join(", ", workload.Operations.CountBy(operation => operation.Outcome).Select(count => $"{count.Value} {count.Key}")), shown.Posts.Count);
    }

    private async Task KillInAsync(Workload workload)
    {
        var began = Stopwatch.GetTimestamp();
        await using var server = await ServerProcess.StartAsync(_folder, Settings);
        _start = Stopwatch.GetElapsedTime(began);
        await workload.UntilKilledAsync(server, 1 + _chance.NextInt(120));
    }

    private async Task KillEarlyAsync()
    {
        await using var server = ServerProcess.Begin(_folder, Settings);
        await Task.Delay(_start * _chance.NextDouble(), TestContext.Current.CancellationToken); // The time of the kill, not a wait for a condition.
        await server.KillAsync();
    }

    /// <summary>
    /// Addresses may get mails again although they had five in half an hour (ADR 49); otherwise later mails of the workload would not be tested.
    /// </summary>
    private void LetAnHourPassForMails()
    {
        var halfAnHourAgo = TimeProvider.System.GetUtcNow().AddMinutes(-30).ToUnixTimeMilliseconds();
        _folder.Tamper($"update queued_mails set queued_at = queued_at - 3600000 where queued_at > {halfAnHourAgo}");
    }

    /// <summary>Starts a last time, in this process, waits until all effects are complete, and runs all checks.</summary>
    private async Task<CommunityState> ComeToRestAsync()
    {
        var plaza = await PlazaTestServer.StartAsync(_folder);
        await ConsistencyChecks.AgreeAtRestAsync(_folder);
        StoredMails.ShouldFit(_folder, $"seed {Seed}");
        Directory.GetFiles(_folder.Mail, ".*.tmp").Length.ShouldBeLessThanOrEqualTo(Kills * Clients);

        using var api = plaza.Client();
        var shown = await ApiState.ReadAsync(_people, api);
        var stored = DatabaseState.Read(_folder, _people);
        shown.Posts.ShouldBe(stored.Posts, ignoreOrder: true);
        shown.Relations.SetEquals(stored.Relations).ShouldBeTrue($"seed {Seed}");

        var counted = Statistics();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await plaza.AskAsync(new RecomputeStatistics(today.AddDays(-1), today));
        Statistics().ShouldBe(counted, $"seed {Seed}");
        _folder.Number("select sum(posts) from statistics_days").ShouldBe(_folder.Number("select count(*) from journal where type = 'posts.published'"));

        await plaza.StopAsync();
        (await PlazaProgram.RunAsync("journal", "verify", "--data", _folder.Path)).ShouldBeDone();
        return shown;
    }

    /// <summary>Without posts and their authors: posts that were deleted before they were counted are counted now.</summary>
    private List<string> Statistics() => _folder.Rows(
        "select day, active_accounts, sign_ups, follows, favourites, boosts from statistics_days order by day",
        row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(row.GetValue)));

    private static int? FromEnvironment(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
