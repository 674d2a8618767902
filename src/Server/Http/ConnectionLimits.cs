using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Plaza.Data;
using Plaza.Http.Callers;
using Plaza.Http.Forwarding;
using Plaza.Server.Hosting;

namespace Plaza.Server.Http;

/// <summary>
/// Closes connections beyond the limits at once, so that idle ones cannot use up the descriptors that the database, assemblies and
/// outgoing connections need. The control socket is exempt, so that the operator can always connect. Thread-safe.
/// </summary>
internal sealed class ConnectionLimits(
    IOptions<ConnectionOptions> options, TrustedProxies proxies, DataFolder folder, TimeProvider clock, ILogger<ConnectionLimits> logger)
{
    /// <summary>Descriptors for database connections, assemblies, files and outgoing connections opened later.</summary>
    private const int ReservedDescriptors = 200;

    private const int MinConnections = 16;

    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _changing = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private readonly Lazy<int> _max = new(() => MaxOf(options.Value));
    private int _total;
    private DateTimeOffset _nextLog = DateTimeOffset.MinValue;

    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.LocalEndPoint is UnixDomainSocketEndPoint && connection.LocalEndPoint.ToString() == folder.Socket)
        {
            await next(connection);
            return;
        }

        var peer = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        var address = ClientAddress.KeyOf(peer);
        if (!TryEnter(address, isLimited: peer is not null && !proxies.Contains(peer)))
            return;

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(address);
        }
    }

    private static int MaxOf(ConnectionOptions options) => OpenFiles.Limit() is { } limit
        ? (int)Math.Min(options.MaxConnections, Math.Max(MinConnections, limit - OpenFiles.Count() - ReservedDescriptors))
        : options.MaxConnections;

    private bool TryEnter(string address, bool isLimited)
    {
        lock (_changing)
        {
            var ofAddress = _open.GetValueOrDefault(address);
            if (_total >= _max.Value)
                return Reject(() => logger.TooManyConnections(_max.Value));

            if (isLimited && ofAddress >= options.Value.MaxConnectionsPerAddress)
                return Reject(() => logger.TooManyConnectionsOfAddress(address, options.Value.MaxConnectionsPerAddress));

            _open[address] = ofAddress + 1;
            _total++;
            return true;
        }
    }

    private bool Reject(Action log)
    {
        var now = clock.GetUtcNow();
        if (now >= _nextLog)
        {
            _nextLog = now + LogInterval;
            log();
        }

        return false;
    }

    private void Leave(string address)
    {
        lock (_changing)
        {
            _total--;
            if (_open[address] is 1)
                _open.Remove(address);
            else
                _open[address]--;
        }
    }
}
