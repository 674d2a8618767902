using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Journal;
using Plaza.Spaces.RabbitMQ.Connecting;
using Plaza.Spaces.RabbitMQ.Messages;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Plaza.Spaces.RabbitMQ.Publishing;

/// <summary>
/// Publishes the entries of the journal, in order and at least once. Reads a batch at a time, and none while the broker is away, so its memory does
/// not grow; an append only sets a signal. The position is a cursor in the delivery store, saved at most once a second.
/// </summary>
internal sealed class JournalPublisher(
    string name,
    RabbitMQOptions options,
    IJournal journal,
    IDeliveryStore store,
    EventTypeRegistry types,
    SubscriptionActivation activation,
    TimeProvider clock,
    RabbitMQTelemetry telemetry,
    ILogger logger) : BackgroundService
{
    private const int BatchSize = 256;
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _appended = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly BasicProperties _properties = new() { ContentType = CloudEventJson.ContentType, DeliveryMode = DeliveryModes.Persistent };
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly HashSet<string> _unreadable = [];
    private long? _saved;
    private long _confirmed;
    private long _newest;
    private long _savedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        telemetry.ObserveLag(name, () => Math.Max(0, Volatile.Read(ref _newest) - Volatile.Read(ref _confirmed)));
        journal.Appended += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await activation.WhenActive.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, activation.Deactivated);
                await new BrokerClient(name, options, clock, telemetry, logger)
                    .RunAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), PublishAsync, ending.Token);
                await SaveAtEndAsync();
                if (!stoppingToken.IsCancellationRequested)
                    logger.Deactivated(name);
            }
        }
        finally
        {
            journal.Appended -= Wake;
        }
    }

    /// <summary>Without the position, up to a second of entries is published again; another process may move it from now on.</summary>
    private async Task SaveAtEndAsync()
    {
        try
        {
            await TrySaveAsync(CancellationToken.None);
        }
        catch (Exception fault)
        {
            logger.PositionNotSaved(fault, name);
        }

        _saved = null;
    }

    private void Wake(long sequence)
    {
        Reach(sequence);
        _appended.Writer.TryWrite(true);
    }

    /// <summary>Keeps the greatest: a signal and a read of the journal may overtake each other.</summary>
    private void Reach(long sequence)
    {
        for (var known = Volatile.Read(ref _newest); sequence > known; known = Volatile.Read(ref _newest))
            Interlocked.CompareExchange(ref _newest, sequence, known);
    }

    private async Task PublishAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(options.Exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken);
        logger.Connected(name, options.Uri.Authority);
        await LoadAsync(cancellationToken);
        using var window = new ConfirmWindow(options.ConfirmWindow, _confirmed);
        using var rejected = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        channel.BasicAcksAsync += ConfirmAsync;
        channel.BasicNacksAsync += RejectAsync;
        try
        {
            await FollowAsync(channel, window, rejected.Token);
        }
        catch (OperationCanceledException) when (rejected.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BrokerLostException("the broker did not accept a message");
        }
        finally
        {
            channel.BasicAcksAsync -= ConfirmAsync;
            channel.BasicNacksAsync -= RejectAsync;
        }

        Task ConfirmAsync(object sender, BasicAckEventArgs ack)
        {
            var moved = window.Confirm(ack.DeliveryTag, ack.Multiple);
            Volatile.Write(ref _confirmed, window.Confirmed);
            telemetry.Confirmed(name, moved);
            return EndIfRejectedAsync();
        }

        Task RejectAsync(object sender, BasicNackEventArgs nack)
        {
            window.Reject(nack.DeliveryTag, nack.Multiple);
            return EndIfRejectedAsync();
        }

        // What was not accepted is published again with all behind it, so that the order stays; once those before it are confirmed, whose confirms come
        // later than a rejection, or it would begin at the same entry again and again.
        Task EndIfRejectedAsync() => window.IsRejected ? rejected.CancelAsync() : Task.CompletedTask;
    }

    private async Task FollowAsync(IChannel channel, ConfirmWindow window, CancellationToken cancellationToken)
    {
        var preceding = new PrecedingNames();
        await using var json = new Utf8JsonWriter(_body);
        for (var last = window.Confirmed; ;)
        {
            var entries = await journal.ReadAsync(last, null, BatchSize, cancellationToken);
            foreach (var entry in entries)
            {
                Write(json, entry, preceding);
                await window.WaitForRoomAsync(cancellationToken);
                window.Add(entry.Sequence);
                await channel.BasicPublishAsync(options.Exchange, entry.Name, mandatory: false, _properties, _body.WrittenMemory, cancellationToken);
                preceding.Add(entry.Sequence, entry.Name);
                last = entry.Sequence;
            }

            if (clock.GetElapsedTime(_savedAt) >= SaveInterval && !await TrySaveAsync(cancellationToken))
                throw new BrokerLostException("the stored position was moved");

            if (entries.Count < BatchSize)
                await WaitAsync(cancellationToken);
        }
    }

    private void Write(Utf8JsonWriter json, JournalEntry entry, PrecedingNames preceding)
    {
        var payload = Read(entry, out var isErased);
        _body.ResetWrittenCount();
        json.Reset();
        CloudEventJson.Write(json, entry, options.Source, payload, isErased, preceding.Before(entry.Sequence));
        json.Flush();
        _properties.MessageId = entry.Sequence.ToString(CultureInfo.InvariantCulture);
        _properties.Type = entry.Name;
    }

    /// <summary>An entry whose type this process does not know, or not well enough, must not hold up those behind it.</summary>
    private (string Json, int Version)? Read(JournalEntry entry, out bool isErased)
    {
        isErased = false;
        try
        {
            if (entry.Deserialize() is { } @event)
                return (types.Serialize(@event), types.Get(entry.Name).Version);

            isErased = true;
        }
        catch (InvalidDataException fault)
        {
            if (_unreadable.Add(entry.Name))
                logger.PayloadUnreadable(entry.Name, entry.Sequence, fault.Message);
        }

        return null;
    }

    /// <summary>Waits for an append; not for ever, since confirmed entries are to be saved, and entries of other processes may come without a signal.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var limit = Volatile.Read(ref _confirmed) > _saved || Volatile.Read(ref _confirmed) < Volatile.Read(ref _newest) ? SaveInterval : options.JournalCheckInterval;
        await using var timer = clock.CreateTimer(static signal => ((Channel<bool>)signal!).Writer.TryWrite(true), _appended, limit, Timeout.InfiniteTimeSpan);
        await _appended.Reader.ReadAsync(cancellationToken);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_saved is null)
        {
            _saved = await store.GetCursorAsync(name, cancellationToken) ?? 0;
            Volatile.Write(ref _confirmed, _saved.Value);
        }

        Reach(await journal.GetLastSequenceAsync(cancellationToken));
    }

    /// <returns>False when another process has moved the position: it is then read again.</returns>
    private async Task<bool> TrySaveAsync(CancellationToken cancellationToken)
    {
        var confirmed = Volatile.Read(ref _confirmed);
        if (_saved is not { } saved || confirmed == saved)
            return true;

        if (!await store.SaveAsync(new(name) { CursorMove = new(saved, confirmed) }, cancellationToken))
        {
            logger.PositionMoved(name);
            _saved = null;
            return false;
        }

        (_saved, _savedAt) = (confirmed, clock.GetTimestamp());
        return true;
    }
}
