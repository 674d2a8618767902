using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Plaza.Tests.Program.Workloads;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Cluster;

/// <summary>
/// Three nodes behind HAProxy: reading on one node what was written on another, and a rolling restart. <c>PLAZA_ROUNDS</c> sets how often something is
/// written and read.
/// </summary>
[Collection(nameof(ClusterFixture)), Trait("Speed", "slow"), Trait("Database", "Postgres")]
public sealed class ClusterTests : IClassFixture<ClusterFixture>
{
    private const int Clients = 4;

    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("PLAZA_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 1_000;

    private readonly ClusterFixture _cluster;

    public ClusterTests(ClusterFixture cluster)
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");
        _cluster = cluster;
    }

    [Fact]
    public async Task What_was_written_on_one_node_is_read_on_another()
    {
        var (misses, times) = (new ConcurrentQueue<string>(), new ConcurrentQueue<TimeSpan>());

        await Task.WhenAll(_cluster.People.Take(Clients).Select(async author =>
        {
            using var client = _cluster.ClientOf(author);
            for (var round = 0; round < Rounds / Clients; round++)
            {
                var began = Stopwatch.GetTimestamp();
                var (written, expected) = await WriteAsync(client, round);
                times.Enqueue(Stopwatch.GetElapsedTime(began));
                for (var read = written; read == written;)
                {
                    (read, var found) = await ReadAsync(client, author, round);
                    if (found != expected)
                        misses.Enqueue($"{author.Handle} wrote {expected} on {written} and read {found} on {read}");
                }
            }
        }));

        misses.ShouldBeEmpty();
        var sorted = times.Order().ToList();
        TestContext.Current.SendDiagnosticMessage("{0} rounds: a write took {1:F1} ms (median), {2:F1} ms (p99)", Rounds,
            sorted[sorted.Count / 2].TotalMilliseconds, sorted[sorted.Count * 99 / 100].TotalMilliseconds);
    }

    [Fact]
    public async Task A_rolling_restart_under_load_is_not_noticed_by_clients()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (answers, faults) = (0, new ConcurrentQueue<string>());
        var load = _cluster.People.Take(Clients).Select(async author =>
        {
            using var client = _cluster.ClientOf(author);
            for (var round = 0; !stopping.IsCancellationRequested; round++)
            {
                try
                {
                    await WriteAsync(client, round);
                    await ReadAsync(client, author, round);
                    Interlocked.Add(ref answers, 2);
                }
                catch (HttpRequestException fault)
                {
                    faults.Enqueue(fault.Message);
                }
            }
        }).ToList();

        for (var node = 0; node < ClusterFixture.Size; node++)
        {
            (await _cluster.Nodes[node].StopAsync()).ShouldBe(0, _cluster.Nodes[node].Said);
            await _cluster.StartAsync(node);
            await _cluster.NormalAsync(TimeSpan.FromSeconds(10));
        }

        await stopping.CancelAsync();
        await Task.WhenAll(load);
        faults.ShouldBeEmpty();
        TestContext.Current.SendDiagnosticMessage("{0} answers during a rolling restart", answers);
    }

    /// <summary>In turn a post and the name of the account.</summary>
    /// <returns>The node, and what every node shows from now on.</returns>
    private static async Task<(string Node, string Expected)> WriteAsync(HttpClient client, int round)
    {
        if (round % 2 is 0)
        {
            using var published = await client.PostAsync("/api/v1/statuses", new FormUrlEncodedContent([new("status", $"round {round} at {Stopwatch.GetTimestamp()}")]));
            return (NodeOf(published), (await published.JsonAsync(200)).Id);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"round {round} {Stopwatch.GetTimestamp() % 1_000_000}");
        using var named = await client.PatchAsync("/api/v1/accounts/update_credentials", new FormUrlEncodedContent([new("display_name", name)]));
        await named.JsonAsync(200);
        return (NodeOf(named), name);
    }

    private static async Task<(string Node, string Found)> ReadAsync(HttpClient client, TestAccount author, int round)
    {
        using var response = await client.GetAsync($"/api/v1/accounts/{author.Account}{(round % 2 is 0 ? "/statuses?limit=1" : "")}");
        var said = await response.JsonAsync(200);
        return (NodeOf(response), round % 2 is 0 ? said[0]!.Id : said.Text("display_name"));
    }

    private static string NodeOf(HttpResponseMessage response) => response.Headers.TryGetValues(ClusterFixture.NodeHeader, out var nodes)
        ? nodes.Single()
        : throw new HttpRequestException($"{response.StatusCode} by the balancer");
}
