using System.Net;
using System.Net.Sockets;

namespace Plaza.Tests.RabbitMQ;

/// <summary>Stands between a client and the broker, to cut connections, to be absent, or to hold back what is sent to the broker.</summary>
internal sealed class BrokerProxy(int brokerPort) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<TcpClient> _open = [];
    private TcpListener? _listener;
    private int _port;
    private TaskCompletionSource _flow = Completed();

    /// <summary>The address of the proxy. Nobody listens there before <see cref="Open"/>.</summary>
    public Uri Uri
    {
        get
        {
            if (_port is 0)
            {
                Open();
                Cut();
            }

            return new($"amqp://127.0.0.1:{_port}");
        }
    }

    /// <summary>Accepts connections, again at the same port.</summary>
    public void Open()
    {
        _listener = new(IPAddress.Loopback, _port) { ExclusiveAddressUse = false };
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    /// <summary>Resets all connections and accepts none.</summary>
    public void Cut()
    {
        _listener?.Dispose();
        lock (_lock)
        {
            // At once, as the end of a process does; null where one side has ended already.
            foreach (var client in _open)
                client.Client?.Close(0);

            _open.Clear();
        }
    }

    /// <summary>Forwards nothing more to the broker until <see cref="Release"/>; connections stay open.</summary>
    public void Hold() => _flow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _flow.TrySetResult();

    public void Dispose()
    {
        Cut();
        Release();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var broker = new TcpClient();
                await broker.ConnectAsync(IPAddress.Loopback, brokerPort);
                lock (_lock)
                    _open.AddRange([client, broker]);

                _ = ForwardAsync(client, broker, isHeld: true);
                _ = ForwardAsync(broker, client, isHeld: false);
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task ForwardAsync(TcpClient from, TcpClient to, bool isHeld)
    {
        try
        {
            var buffer = new byte[8192];
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                if (isHeld)
                    await _flow.Task;

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
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

    private static TaskCompletionSource Completed()
    {
        var flow = new TaskCompletionSource();
        flow.SetResult();
        return flow;
    }
}
