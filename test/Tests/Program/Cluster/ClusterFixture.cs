using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Plaza.Data;
using Plaza.Tests.Architecture;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Cluster;

/// <summary>
/// Three servers on one PostgreSQL database of its own, with one shared folder, behind HAProxy with the timeouts and the backend of <c>deploy/haproxy</c>.
/// Nothing is started where the tests run on SQLite.
/// </summary>
public sealed partial class ClusterFixture : IAsyncLifetime
{
    public const int Size = 3;

    /// <summary>The header of a response that names the node, from 1.</summary>
    public const string NodeHeader = "X-Node";

    private const int Accounts = 16;

    private readonly ServerProcess[] _nodes = new ServerProcess[Size];
    private readonly List<TestAccount> _people = [];
    private int[] _ports = [];
    private PostgresProcess? _postgres;
    private Process? _balancer;

    /// <summary>The folder that the nodes share; its <c>plaza.json</c> names the database.</summary>
    public DataFolder Folder { get; } = new(Directory.CreateTempSubdirectory("plaza-cluster-").FullName);

    /// <summary>The address of the balancer.</summary>
    public Uri Url => UrlOf(Size);

    /// <summary>Their clients do not serve: the server that created them is gone.</summary>
    public IReadOnlyList<TestAccount> People => _people;

    public IReadOnlyList<ServerProcess> Nodes => _nodes;

    internal PostgresProcess Postgres => _postgres!;

    private string Connection => Postgres.ConnectionOf("plaza");

    public async ValueTask InitializeAsync()
    {
        if (!TestDatabase.IsPostgres)
            return;

        _ports = FreePorts(Size + 2);
        _postgres = new(_ports[Size + 1]);
        await _postgres.StartAsync();
        await _postgres.CreateAsync("plaza");
        await CreateAccountsAsync();

        await Task.WhenAll(Enumerable.Range(0, Size).Select(StartAsync));
        var file = Path.Combine(Folder.Path, "haproxy.cfg");
        await File.WriteAllTextAsync(file, BalancerSettings());
        (await PlazaProgram.RunAsync(["-c", "-f", file], [], "/usr/sbin/haproxy")).ShouldBeDone();
        _balancer = PlazaProgram.Start(["-db", "-q", "-f", file], [], "/usr/sbin/haproxy");
        await NormalAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Starts a node and waits until it is ready.</summary>
    public async Task StartAsync(int node)
    {
        if (_nodes[node] is { } before)
            await before.DisposeAsync();

        _nodes[node] = ServerProcess.BeginAt(UrlOf(node), new(Path.Combine(Folder.Path, $"node{node + 1}")),
            ("PLAZA__DATABASE__CONNECTION", Connection), ("PLAZA__SHARED", Folder.Path), ("PLAZA__SERVER__DRAINSECONDS", "4"), ("DOTNET_TieredPGO", "0"));
        await Eventually.TrueAsync(() => IsReadyAsync(_nodes[node]), $"node {node + 1} is ready: {_nodes[node].Said}");
    }

    public HttpClient ClientOf(TestAccount person) => new() { BaseAddress = Url, DefaultRequestHeaders = { Authorization = new("Bearer", person.Token) } };

    /// <summary>Completes when the balancer sends requests to each of these nodes (all by default), and each confirms a post within a second.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> NormalAsync(TimeSpan limit, params int[] nodes)
    {
        var began = Stopwatch.GetTimestamp();
        var missing = (nodes is [] ? Enumerable.Range(0, Size) : nodes).Select(node => $"{node + 1}").ToHashSet();
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(1) };
        var last = "";
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    (var node, last) = await ConfirmAsync(client);
                    missing.Remove(node);
                    return missing.Count is 0;
                },
                "the balancer reaches each node, and each confirms a request",
                limit);
            return Stopwatch.GetElapsedTime(began);
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"Node {string.Join(" and ", missing)}: {last}\n{string.Join("\n\n", _nodes.Select(node => node.Said))}", fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await (node?.DisposeAsync() ?? ValueTask.CompletedTask);

        if (_balancer is not null)
        {
            _balancer.Kill();
            await _balancer.WaitForExitAsync();
            _balancer.Dispose();
        }

        await (_postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        _people.ForEach(person => person.Api.Dispose());
        Directory.Delete(Folder.Path, recursive: true);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private static async Task<bool> IsReadyAsync(ServerProcess node)
    {
        node.HasEnded.ShouldBeFalse(node.Said);
        try
        {
            using var response = await node.Client.GetAsync("/readyz");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Uri UrlOf(int at) => new($"http://127.0.0.1:{_ports[at]}");

    /// <summary>In this process, which is faster than the verbs.</summary>
    private async Task CreateAccountsAsync()
    {
        var plaza = await PlazaTestServer.StartAsync(Folder, ("Database:Connection", Connection));
        for (var person = 0; person <= Accounts; person++)
            _people.Add(await plaza.CreateAccountAsync("author"));

        await plaza.StopAsync();
    }

    /// <summary>Changes the name of the last account, which is not one of the workload.</summary>
    /// <returns>The node that confirmed it, or none, and what it said.</returns>
    private async Task<(string Node, string Said)> ConfirmAsync(HttpClient client)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/accounts/update_credentials")
            {
                Headers = { Authorization = new("Bearer", _people[^1].Token) },
                Content = new FormUrlEncodedContent([new("display_name", $"at {Stopwatch.GetTimestamp()}")]),
            };
            using var response = await client.SendAsync(request);
            return (response.IsSuccessStatusCode ? response.Headers.GetValues(NodeHeader).Single() : "", $"{response}");
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException)
        {
            return ("", fault.Message);
        }
    }

    /// <summary>The timeouts and the backend of the sample, with a plain frontend and the addresses of the nodes.</summary>
    private string BalancerSettings()
    {
        var sample = File.ReadAllText(Solution.Path("deploy/haproxy/haproxy.cfg"));
        var (defaults, backend) = (sample[sample.IndexOf("defaults\n", StringComparison.Ordinal)..sample.IndexOf("frontend ", StringComparison.Ordinal)], sample[sample.IndexOf("\nbackend ", StringComparison.Ordinal)..]);
        var servers = string.Concat(Enumerable.Range(0, Size).Select(node => $"    server {node + 1} 127.0.0.1:{_ports[node]}\n"));
        return $"""
            {defaults.Replace("    log global\n", "", StringComparison.Ordinal)}
            frontend web
                bind 127.0.0.1:{_ports[Size]}
                default_backend plaza

            {ServerLine().Replace(backend, "").TrimEnd()}
                http-response set-header {NodeHeader} %s
            {servers}
            """;
    }

    [GeneratedRegex("^ *#? *server .*\n?", RegexOptions.Multiline, 1000)]
    private static partial Regex ServerLine();
}
