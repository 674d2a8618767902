using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Journal;

/// <summary>
/// Appends to the journal inside the open transaction. Assigns sequences without gaps: a rollback gives them back. Used by the committer's thread
/// only.
/// </summary>
internal sealed class JournalWriter(CascadeTracker cascades, int node) : IDisposable
{
    private readonly List<CommittedEntry> _written = [];
    private readonly ArrayBufferWriter<byte> _payload = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, new() { Encoder = JournalJson.Options.Encoder, SkipValidation = true });
    private long _sequence;
    private byte[] _digest = JournalHashChain.Start;
    private JournalSavepoint _begun;
    private bool _hasErased;

    /// <summary>The last sequence, of the open transaction.</summary>
    public long Sequence => _sequence;

    /// <summary>Whether the open transaction erased payloads.</summary>
    public bool HasErased => _hasErased;

    /// <summary>The digest of the last entry.</summary>
    public byte[] Digest => _digest;

    /// <summary>Continues after this entry, outside a transaction.</summary>
    public void Load(long sequence, byte[] digest)
    {
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

        statements.Enqueue(
            $"""
            insert into journal (sequence, time, type, version, subject, cause, depth, root, node, payload, salt, payload_digest, digest)
            values ({sequence}, {now}, {type.Name}, {(long)type.Version}, {subject}, {cause}, {(long)depth}, {root}, {(long)node},
              {SqlParameterValue.Of(payload, length)}, {salt}, {content}, {digest})
            """);

        (_sequence, _digest) = (sequence, digest);
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
        _written.Add(new(@event, cascades.CreateContext(type, sequence, now, cause, depth, root), entry, length));
        return sequence;
    }

    /// <summary>The open transaction erased payloads.</summary>
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
    }

    public void Rollback() => RollbackTo(_begun);

    /// <summary>The open transaction is durable: a rollback no longer gives its sequences back. Does not throw.</summary>
    public void MarkCommitted() => _begun = new(_sequence, _digest, _written.Count);

    /// <returns>What the committed transaction has written, with the requests that it executed.</returns>
    public CommittedBatch TakeCommitted(IReadOnlyList<WriteRequest> requests, bool isFollowed)
    {
        var batch = new CommittedBatch(requests, [.. _written], _hasErased, isFollowed);
        _written.Clear();
        Begin();
        return batch;
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
