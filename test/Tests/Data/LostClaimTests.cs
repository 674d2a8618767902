using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Plaza.Data.Tasks;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Tasks;
using Plaza.Tasks;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>A claim that PostgreSQL stores, and whose connection is lost before its answer. Skipped where the tests run on SQLite.</summary>
[Trait("Database", "Postgres")]
public sealed class LostClaimTests
{
    [Fact]
    public async Task The_task_is_claimed_again_and_completed()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");
        await using var data = await DataHost.StartAsync(more: services => services
            .AddSingleton<Quick>()
            .AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance))
            .AddSingleton<RecentFaults>()
            .AddSingleton<TaskLanes>()
            .AddSingleton<TaskExecutor>()
            .AddHostedService<TaskRunner>());
        await data.StopAsync();
        var connection = new NpgsqlConnectionStringBuilder(TestDatabase.ConnectionOf(data.Folder));
        using var proxy = new ClaimLosingProxy(connection.Port);
        connection.Port = proxy.Port;
        await File.WriteAllTextAsync(
            Path.Combine(data.Folder.Path, "plaza.json"), new JsonObject { ["Database:Connection"] = connection.ToString() }.ToJsonString(), TestContext.Current.CancellationToken);
        await data.StartAgainAsync(space => space.Runs<Quick, string>());

        await data.CommitAsync(tx => data.Get<TaskQueue>().Add(tx, Quick.Name, "1", ""));
        await Eventually.TrueAsync(() => proxy.HasLost, "the answer to the claim is lost");
        (await StateAsync(data)).ShouldBe(TaskState.Running);

        await Eventually.TrueAsync(
            async () =>
            {
                data.Clock.Advance(TimeSpan.FromSeconds(5)); // The runner tries again after a while.
                return await StateAsync(data) is TaskState.Completed;
            },
            "it is completed");
    }

    private static async Task<TaskState> StateAsync(DataHost data) =>
        (await data.Get<TaskQueue>().GetNewestAsync(1, TestContext.Current.CancellationToken)).Single().State;

    private sealed class Quick : IQueuedTask<string>
    {
        public static string Name => "tests.quick";

        public static IReadOnlyList<TimeSpan> RetryDelays => [];

        public Task<TaskResult> RunAsync(string payload, CancellationToken cancellationToken) => Task.FromResult(TaskResult.Completed(""));
    }

    /// <summary>Stands between Plaza and PostgreSQL. Ends the connection of the first claim when its commit is answered, instead of forwarding that.</summary>
    private sealed class ClaimLosingProxy : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly int _database;
        private int _claims;

        public ClaimLosingProxy(int database)
        {
            _database = database;
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public bool HasLost { get; private set; }

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    var client = await _listener.AcceptTcpClientAsync();
                    var database = new TcpClient();
                    await database.ConnectAsync(IPAddress.Loopback, _database);
                    var isClaiming = false;
                    _ = ForwardAsync(client, database, sent =>
                    {
                        if (sent.IndexOf("set state = $1, started_at"u8) >= 0 && Interlocked.Increment(ref _claims) is 1)
                            isClaiming = true;
                        return true;
                    });
                    _ = ForwardAsync(database, client, answer =>
                    {
                        if (!isClaiming || answer.IndexOf("COMMIT\0"u8) < 0)
                            return true;

                        HasLost = true;
                        return false;
                    });
                }
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                // The test has ended.
            }
        }

        private static async Task ForwardAsync(TcpClient from, TcpClient to, Filter isForwarded)
        {
            try
            {
                var buffer = new byte[8192];
                while (await from.GetStream().ReadAsync(buffer) is > 0 and var count && isForwarded(buffer.AsSpan(0, count)))
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
            catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // One side has ended, so the other does too.
            }
            finally
            {
                from.Dispose();
                to.Dispose();
            }
        }

        private delegate bool Filter(ReadOnlySpan<byte> bytes);
    }
}
