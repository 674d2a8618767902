using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Plaza.Data.Committing;
using Plaza.Data.Sqlite;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Journal;

/// <summary>
/// Appends to the journal inside the open transaction. Assigns sequences without gaps: a rollback gives them back. Used by the committer's thread
/// only.
/// </summary>
internal sealed class JournalWriter(CascadeTracker cascades, JournalTail tail, int node) : IDisposable
{
    private readonly List<(IEvent Event, EventContext Context)> _written = [];
    private readonly List<(JournalEntry Entry, int Bytes)> _entries = [];
    private readonly ArrayBufferWriter<byte> _payload = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, new() { Encoder = JournalJson.Options.Encoder, SkipValidation = true });
    private long _sequence;
    private byte[] _digest = JournalHashChain.Start;
    private JournalSavepoint _begun;
    private bool _hasErased;

    public void Load(StatementCache statements)
    {
        var last = statements.Query(
            $"select sequence, digest from journal order by sequence desc limit 1",
            row => (Sequence: row.GetInt64(0), Digest: row.GetBytes(1)));

        if (last is [var (sequence, digest)])
            (_sequence, _digest) = (sequence, digest);

        Begin();
    }

    public long Append(StatementCache statements, IEvent @event, DateTimeOffset now, EventContext? causing)
    {
        var type = EventType.Of(@event.GetType());
        var (payload, length) = Payload(@event);
        var salt = RandomNumberGenerator.GetBytes(16);
        var content = JournalHashChain.OfPayload(salt, payload.AsSpan(0, length));
        var sequence = _sequence + 1;
        var (depth, root) = cascades.Advance(type, causing, sequence);
        var cause = causing is { Sequence: > 0 } ? causing.Sequence : (long?)null;
        var subject = @event.Subject;
        var digest = JournalHashChain.OfEntry(_digest, sequence, now, type.Name, type.Version, subject, cause, depth, root, node, content);

        statements.Execute(
            $"""
            insert into journal (sequence, time, type, version, subject, cause, depth, root, node, payload, salt, payload_digest, digest)
            values ({sequence}, {now}, {type.Name}, {(long)type.Version}, {subject}, {cause}, {(long)depth}, {root}, {(long)node},
              {SqlParameterValue.Of(payload, length)}, {salt}, {content}, {digest})
            """);

        (_sequence, _digest) = (sequence, digest);
        _written.Add((@event, cascades.CreateContext(type, sequence, now, cause, depth, root)));
        var entry = new JournalEntry(() => @event)
        {
            Sequence = sequence,
            Time = now,
            Name = type.Name,
            Subject = subject,
            Cause = cause,
            Depth = depth,
            Root = root,
        };
        _entries.Add((entry, length));
        return sequence;
    }

    /// <summary>The open transaction erased payloads, so the tail must be cleared once it is committed.</summary>
    public void RecordErasure() => _hasErased = true;

    public void Begin()
    {
        _begun = CreateSavepoint();
        _hasErased = false;
    }

    public JournalSavepoint CreateSavepoint() => new(_sequence, _digest, _written.Count);

    public void RollbackTo(JournalSavepoint savepoint)
    {
        (_sequence, _digest) = (savepoint.Sequence, savepoint.Digest);
        _written.RemoveRange(savepoint.EventCount, _written.Count - savepoint.EventCount);
        _entries.RemoveRange(savepoint.EventCount, _entries.Count - savepoint.EventCount);
    }

    public void Rollback() => RollbackTo(_begun);

    /// <summary>The open transaction is durable: a rollback no longer gives its sequences back. Does not throw.</summary>
    public void MarkCommitted() => _begun = new(_sequence, _digest, _written.Count);

    /// <returns>The events of the committed transaction.</returns>
    public IReadOnlyList<(IEvent Event, EventContext Context)> TakeCommitted()
    {
        (IEvent, EventContext)[] written = [.. _written];
        tail.Add(_entries);
        if (_hasErased)
            tail.Clear();

        _written.Clear();
        _entries.Clear();
        Begin();
        return written;
    }

    public void Dispose() => _json.Dispose();

    private (byte[] Bytes, int Length) Payload(IEvent @event)
    {
        _payload.ResetWrittenCount();
        _json.Reset(_payload);
        JsonSerializer.Serialize(_json, @event, JournalJson.Options.GetTypeInfo(@event.GetType()));
        _json.Flush();
        MemoryMarshal.TryGetArray(_payload.WrittenMemory, out var bytes);
        return (bytes.Array!, bytes.Count);
    }
}

/// <summary>The state of the writer to roll back to.</summary>
internal readonly record struct JournalSavepoint(long Sequence, byte[] Digest, int EventCount);
