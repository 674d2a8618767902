using System.Security.Cryptography;
using System.Text.Json;
using Plaza.Data.Committing;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Journal;

/// <summary>
/// Appends to the journal inside the open transaction. Numbers are given here and follow each other without a gap: what
/// is undone gives its numbers back. Used by the committer's thread alone.
/// </summary>
internal sealed class JournalWriter(Cascades cascades, int node)
{
    private readonly List<(IEvent, EventContext)> _written = [];
    private long _sequence;
    private byte[] _digest = JournalDigest.Start;
    private JournalMark _begun;

    public void Load(Statements statements)
    {
        var last = statements.Read(
            $"select sequence, digest from journal order by sequence desc limit 1",
            row => (Sequence: row.GetInt64(0), Digest: row.GetBytes(1)));

        if (last is [var (sequence, digest)])
            (_sequence, _digest) = (sequence, digest);

        Begin();
    }

    public long Append(Statements statements, IEvent happened, DateTimeOffset now, EventContext? causing)
    {
        var type = EventType.Of(happened.GetType());
        var payload = JsonSerializer.Serialize(happened, happened.GetType(), JournalJson.Options);
        var salt = RandomNumberGenerator.GetBytes(16);
        var content = JournalDigest.OfPayload(salt, payload);
        var sequence = _sequence + 1;
        var (depth, root) = cascades.Follow(type, causing, sequence);
        var cause = causing is { Sequence: > 0 } ? causing.Sequence : (long?)null;
        var digest = JournalDigest.OfEntry(_digest, sequence, now, type.Name, type.Version, happened.Subject, cause, depth, root, node, content);

        statements.Run(
            $"""
            insert into journal (sequence, time, type, version, subject, cause, depth, root, node, payload, salt, payload_digest, digest)
            values ({sequence}, {now}, {type.Name}, {(long)type.Version}, {happened.Subject}, {cause}, {(long)depth}, {root}, {(long)node}, {payload}, {salt}, {content}, {digest})
            """);

        (_sequence, _digest) = (sequence, digest);
        _written.Add((happened, cascades.ContextOf(type, sequence, now, cause, depth, root)));
        return sequence;
    }

    public void Begin() => _begun = Mark();

    public JournalMark Mark() => new(_sequence, _digest, _written.Count);

    public void BackTo(JournalMark mark)
    {
        (_sequence, _digest) = (mark.Sequence, mark.Digest);
        _written.RemoveRange(mark.Written, _written.Count - mark.Written);
    }

    public void Rollback() => BackTo(_begun);

    /// <returns>What was written since the transaction began; forgotten here. From now on no rollback takes it back.</returns>
    public IReadOnlyList<(IEvent Happened, EventContext Context)> Written()
    {
        (IEvent, EventContext)[] written = [.. _written];
        _written.Clear();
        Begin();
        return written;
    }
}

/// <summary>A place to go back to.</summary>
internal readonly record struct JournalMark(long Sequence, byte[] Digest, int Written);
