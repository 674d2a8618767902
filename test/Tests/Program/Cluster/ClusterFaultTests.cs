using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Plaza.Tests.Program.Workloads;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Cluster;

/// <summary>
/// Faults in a storm by many clients: in turn a node is killed, a node is frozen past its lease and thawed, and PostgreSQL crashes. Every acknowledged
/// change exists exactly once, and so do all its effects. <c>PLAZA_KILLS</c> sets the number of faults, <c>PLAZA_SEED</c> the random seed.
/// </summary>
[Collection(nameof(ClusterFixture)), Trait("Speed", "slow"), Trait("Database", "Postgres")]
public sealed class ClusterFaultTests : IClassFixture<ClusterFixture>
{
    private static readonly int Faults = FromEnvironment("PLAZA_KILLS") ?? 3;
    private static readonly int Seed = FromEnvironment("PLAZA_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>Within this time after a fault everything is normal again.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Longer than the lease of 6 s.</summary>
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(7.5);

    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(1);

    private readonly ClusterFixture _cluster;
    private readonly List<string> _times = [];

    public ClusterFaultTests(ClusterFixture cluster)
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");
        _cluster = cluster;
    }

    [Fact]
    public async Task Faults_in_a_storm_lose_nothing_that_was_acknowledged_and_double_nothing()
    {
        var workload = new Workload([.. _cluster.People.SkipLast(1)], Seed);
        using var stopping = new CancellationTokenSource();
        var storm = workload.RunAsync(_cluster.Url, stopping.Token);
        try
        {
            for (var fault = 0; fault < Faults && !storm.IsCompleted; fault++)
            {
                await Task.Delay(Storm, TestContext.Current.CancellationToken); // The time of the fault, not a wait for a condition.
                await ((fault % 3) switch
                {
                    0 => KillAsync(fault / 3 % ClusterFixture.Size),
                    1 => FreezeAsync(fault / 3 % ClusterFixture.Size),
                    _ => CrashDatabaseAsync(),
                });
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await storm;
            TestContext.Current.SendDiagnosticMessage("{0} faults, seed {1}: {2}; {3}", Faults, Seed,
                string.Join(", ", workload.Operations.CountBy(operation => operation.Outcome).Select(count => $"{count.Value} {count.Key}")), string.Join(", ", _times));
        }

        await ShouldBeConsistentAsync(workload);
    }

    private async Task KillAsync(int node)
    {
        await _cluster.Nodes[node].KillAsync();
        Note("others normal after a kill", await _cluster.NormalAsync(Limit, Others(node)));
        await _cluster.StartAsync(node);
        Note("all normal after its start", await _cluster.NormalAsync(Limit));
    }

    private async Task FreezeAsync(int node)
    {
        var began = Stopwatch.GetTimestamp();
        _cluster.Nodes[node].Signal("STOP");
        Note("others normal after a freeze", await _cluster.NormalAsync(Limit, Others(node)));
        if (Frozen - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } left)
            await Task.Delay(left, TestContext.Current.CancellationToken); // The time of the thaw.

        _cluster.Nodes[node].Signal("CONT");
        Note("all normal after the thaw", await _cluster.NormalAsync(Limit));
    }

    private async Task CrashDatabaseAsync()
    {
        await _cluster.Postgres.CrashAsync();
        await _cluster.Postgres.StartAsync();
        Note("all normal after a crash of PostgreSQL", await _cluster.NormalAsync(Limit));
    }

    private void Note(string what, TimeSpan time) => _times.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {time.TotalSeconds:F1} s"));

    private static int[] Others(int node) => [.. Enumerable.Range(0, ClusterFixture.Size).Except([node])];

    private async Task ShouldBeConsistentAsync(Workload workload)
    {
        await ConsistencyChecks.AgreeAtRestAsync(_cluster.Folder);
        StoredMails.ShouldFit(_cluster.Folder, $"seed {Seed}");

        using var api = new HttpClient { BaseAddress = _cluster.Url };
        var shown = await ApiState.ReadAsync(workload.People, api);
        var stored = DatabaseState.Read(_cluster.Folder, workload.People);
        shown.Posts.ShouldBe(stored.Posts, ignoreOrder: true);
        shown.Relations.SetEquals(stored.Relations).ShouldBeTrue($"seed {Seed}");
        HistoryChecker.Faults(workload.Operations, shown).ShouldBeEmpty($"seed {Seed}");
        (await PlazaProgram.RunAsync("journal", "verify", "--data", _cluster.Folder.Path)).ShouldBeDone();
    }

    private static int? FromEnvironment(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
