using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Plaza.Tests.Support;
using RabbitMQ.Client;

namespace Plaza.Tests.RabbitMQ;

/// <summary>A broker of the tests' own, from Debian, on loopback and free ports. It can be killed and started again with its data.</summary>
public sealed class RabbitMQServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-rabbitmq-");
    private readonly int[] _ports = FreePorts(3);
    private Process? _node;
    private int _names;

    public int Port => _ports[0];

    public Uri Uri => new($"amqp://127.0.0.1:{Port}");

    public async ValueTask InitializeAsync() => await StartAsync();

    /// <summary>Completes when the broker accepts connections.</summary>
    public async Task StartAsync()
    {
        _node = PlazaProgram.Start([_folder.FullName, .. _ports.Select(port => port.ToString(CultureInfo.InvariantCulture))], [], Path.Combine(PlazaProgram.Root, "eng", "rabbitmq"));
        await Eventually.TrueAsync(
            async () =>
            {
                if (_node.HasExited)
                    throw new InvalidOperationException($"The broker ended: {await _node.StandardError.ReadToEndAsync()}");

                return await AcceptsAsync();
            },
            "the broker accepts connections");
    }

    /// <summary>Ends the broker as a power cut would, by SIGKILL.</summary>
    public async Task KillAsync()
    {
        _node!.Kill();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    /// <summary>A name for an exchange or a queue that no other test has.</summary>
    public string NewName(string kind) => $"{kind}-{Interlocked.Increment(ref _names)}";

    public async Task<IConnection> ConnectAsync() => await new ConnectionFactory { Uri = Uri }.CreateConnectionAsync();

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        using (var epmd = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "epmd.pid")), CultureInfo.InvariantCulture)))
            epmd.Kill();

        _folder.Delete(recursive: true);
    }

    private async Task<bool> AcceptsAsync()
    {
        try
        {
            await using var connection = await ConnectAsync();
            return true;
        }
        catch (global::RabbitMQ.Client.Exceptions.BrokerUnreachableException)
        {
            return false;
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}

/// <summary>The tests of one broker, one after the other.</summary>
[CollectionDefinition]
public sealed class Broker : ICollectionFixture<RabbitMQServer>;
