using System.Net.Security;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Plaza.Spaces.RabbitMQ.Connecting;

/// <summary>
/// Keeps one connection with one channel. The client's own recovery is off: it does not retry the first connection, waits the same time between
/// attempts, and brings connections back one by one, while what was in flight must be decided anew in any case.
/// </summary>
internal sealed class BrokerClient(string name, RabbitMQOptions options, TimeProvider clock, RabbitMQTelemetry telemetry, ILogger logger)
{
    private const int LogEveryNthFailure = 12;
    private static readonly TimeSpan OperationTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = new(options.MinReconnectDelay, options.MaxReconnectDelay);

    private readonly ConnectionFactory _factory = CreateFactory(options);

    /// <summary>An <c>amqps</c> URI makes the factory accept certificates of other hosts: that is set back after it.</summary>
    public static ConnectionFactory CreateFactory(RabbitMQOptions options) => new()
    {
        Uri = options.Uri,
        Ssl = { AcceptablePolicyErrors = SslPolicyErrors.None },
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedHeartbeat = OperationTimeout,
        RequestedConnectionTimeout = OperationTimeout,
        HandshakeContinuationTimeout = OperationTimeout,
        ContinuationTimeout = OperationTimeout,
    };

    /// <summary>Connects, runs <paramref name="session"/>, and starts over when it or the connection ends, until <paramref name="stopping"/> is cancelled.</summary>
    /// <param name="channelOptions">The options of the channel.</param>
    /// <param name="session">Declares what it needs and works. Its token is cancelled when the channel ends.</param>
    /// <param name="stopping">Ends the loop.</param>
    public async Task RunAsync(CreateChannelOptions channelOptions, Func<IChannel, CancellationToken, Task> session, CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var began = clock.GetTimestamp();
            try
            {
                await RunSessionAsync(channelOptions, session, stopping);
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                failures = clock.GetElapsedTime(began) > options.MaxReconnectDelay ? 1 : failures + 1;
                telemetry.ConnectionFailed(name);
                var delay = _backoff.After(failures);
                if (failures % LogEveryNthFailure is 1)
                    logger.NotConnected(name, failures, Reason(fault), delay.TotalSeconds);

                await Task.Delay(delay, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task RunSessionAsync(CreateChannelOptions channelOptions, Func<IChannel, CancellationToken, Task> session, CancellationToken stopping)
    {
        await using var connection = await _factory.CreateConnectionAsync(name, stopping);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        string? reason = null;
        try
        {
            connection.ConnectionShutdownAsync += EndAsync;
            var channel = await connection.CreateChannelAsync(channelOptions, stopping);
            channel.ChannelShutdownAsync += EndAsync;
            await session(channel, lost.Token);
        }
        catch (OperationCanceledException) when (reason is not null && !stopping.IsCancellationRequested)
        {
            throw new BrokerLostException(reason);
        }
        finally
        {
            await connection.CloseAsync(Constants.ReplySuccess, "closing", CloseTimeout, abort: true, CancellationToken.None);
        }

        Task EndAsync(object sender, ShutdownEventArgs shutdown)
        {
            reason ??= $"{shutdown.ReplyCode} {shutdown.ReplyText}";
            return lost.CancelAsync();
        }
    }

    /// <summary>The innermost message: the outer ones say only that no endpoint was reachable.</summary>
    private static string Reason(Exception fault) => fault.GetBaseException().Message;
}
