using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Plaza.Data;
using Plaza.Data.Journal;
using Plaza.Data.Sqlite;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Program.Workloads;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.PowerCuts;

/// <summary>
/// Records what a server does to its disk and recreates the disk as a power cut at any time may leave it: everything acknowledged before is there.
/// <c>PLAZA_CUTS</c> sets the number of times tried, <c>PLAZA_SEED</c> the random seed.
/// </summary>
[Trait("Speed", "slow")]
public sealed class PowerCutTests : IAsyncLifetime
{
    private const int Clients = 16;
    private const int Orders = 700;

    /// <summary>One of this many disks is given to a real server.</summary>
    private const int Starts = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly int Cuts = FromEnvironment("PLAZA_CUTS") ?? 100;
    private static readonly int Seed = FromEnvironment("PLAZA_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);

    private readonly SeededRandom _dice = new(Seed);
    private readonly List<DataFolder> _folders = [];
    private Recorder _recorder = null!;

    public async ValueTask InitializeAsync() => _recorder = await Recorder.MakeAsync();

    public ValueTask DisposeAsync()
    {
        _recorder.Dispose();
        _folders.ForEach(folder => Directory.Delete(folder.Path, recursive: true));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_by_a_power_cut_in_a_storm()
    {
        var (folder, people) = await PeopledAsync();
        var workload = new Workload(people, Seed, () => _recorder.Moment);
        var disk = Disk.Of(folder.Path);
        await using (var server = await ServerProcess.StartAsync(folder, _recorder.Of(folder.Path)))
        {
            await workload.RunAsync(server, Orders);
            (await server.StopAsync()).ShouldBe(0, server.Said);
        }

        await foreach (var (number, left, moment) in CutAsync(disk, Cuts * 5 / 6))
        {
            await ShouldBeWholeAsync(left);
            ConsistencyChecks.Faults(left).ShouldBeEmpty($"seed {Seed}");
            HistoryChecker.Faults(AsOf(workload.Operations, moment), DatabaseState.Read(left, people)).ShouldBeEmpty($"seed {Seed}");
            if (number % Starts is 0)
                await ShouldServeAsync(left);
        }
    }

    [Fact]
    public async Task A_power_cut_in_the_first_start_leaves_what_can_be_started()
    {
        var folder = Own(MigratedDatabase.NewEmptyFolder());
        var disk = Disk.Of(folder.Path);
        await using (var server = await ServerProcess.StartAsync(folder, _recorder.Of(folder.Path)))
            (await server.StopAsync()).ShouldBe(0, server.Said);

        await foreach (var (number, left, _) in CutAsync(disk, Cuts / 6))
        {
            left.Integrity().ShouldBe(["ok"], $"seed {Seed}");
            Should.NotThrow(() => Directory.GetFiles(left.Keys, "*.xml").Select(file => XElement.Load(file)).ToList(), $"seed {Seed}");
            if (number % Starts is 0)
                await ShouldServeAsync(left);
        }
    }

    /// <summary>The operations as clients knew them at that time: those without a response by then have none.</summary>
    private static List<Operation> AsOf(IEnumerable<Operation> operations, long moment) =>
        [.. from operation in operations where operation.Began < moment select operation.Ended <= moment ? operation : operation with { Outcome = Outcome.Unknown, Post = 0 }];

    private static async Task ShouldBeWholeAsync(DataFolder left)
    {
        left.Integrity().ShouldBe(["ok"], $"seed {Seed}");
        using var reading = new SqliteReadConnectionPool(left);
        var verdict = await new JournalVerifier(new(reading)).RunAsync(new Progress<string>(), TestContext.Current.CancellationToken);
        verdict.Fault.ShouldBeNull($"seed {Seed}");
    }

    /// <summary>Starts a server on the disk, requests its pages, and waits until all effects are complete.</summary>
    private static async Task ShouldServeAsync(DataFolder left)
    {
        var plaza = await PlazaTestServer.StartAsync(left).WaitAsync(Patience, TestContext.Current.CancellationToken);
        using var visitor = plaza.Client();
        (await visitor.GetAsync("/login")).EnsureSuccessStatusCode();
        var ada = await plaza.CreateAccountAsync("ada");
        (await new WorkloadRequest(OperationKind.Publish, "Still here").SendAsync(ada.Api)).Outcome.ShouldBe(Outcome.Acknowledged);
        await ConsistencyChecks.AgreeAtRestAsync(left);
        await plaza.StopAsync();
        await ShouldBeWholeAsync(left);
    }

    private async IAsyncEnumerable<(int Number, DataFolder Left, long Moment)> CutAsync(Disk disk, int cuts)
    {
        var changes = _recorder.Read();
        var cutting = Enumerable.Range(0, changes.Count).Where(at => changes[at].Kind is not 'C').ToList();
        var moments = Enumerable.Range(0, cuts).Select(_ => cutting[_dice.NextInt(cutting.Count)]).Order().ToList();
        var began = Stopwatch.GetTimestamp();

        foreach (var (number, at) in moments.Index())
        {
            for (var next = number is 0 ? 0 : moments[number - 1] + 1; next <= at; next++)
                disk.Do(changes[next]);

            var left = MigratedDatabase.NewEmptyFolder();
            disk.LeaveIn(left.Path, PowerCut.Any(_dice));
            yield return (number, left, changes[at].Ends);
            Directory.Delete(left.Path, recursive: true);
        }

        TestContext.Current.SendDiagnosticMessage("{0} cuts among {1} changes of {2} bytes, seed {3}, in {4}",
            cuts, changes.Count, changes[^1].Ends, Seed, Stopwatch.GetElapsedTime(began));
        await Task.CompletedTask;
    }

    private async Task<(DataFolder Folder, List<TestAccount> People)> PeopledAsync()
    {
        var folder = Own(MigratedDatabase.NewFolder());
        var plaza = await PlazaTestServer.StartAsync(folder);
        var people = new List<TestAccount>();
        for (var client = 0; client < Clients; client++)
            people.Add(await plaza.CreateAccountAsync("author"));

        await plaza.StopAsync();
        return (folder, people);
    }

    private DataFolder Own(DataFolder folder)
    {
        _folders.Add(folder);
        return folder;
    }

    private static int? FromEnvironment(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
