namespace Plaza.Data.Journal;

/// <summary>Checks that the journal is whole: no number missing, no entry changed, none moved, none cut off
/// that a subscription has read.</summary>
public sealed class JournalCheck(JournalReader journal)
{
    /// <param name="progress">Told the sequence reached, now and then.</param>
    /// <returns>How many entries there are, and the first thing that is wrong, if any.</returns>
    public async Task<JournalVerdict> RunAsync(IProgress<long> progress, CancellationToken ct)
    {
        var readUpTo = await journal.ReadUpToAsync(ct);
        var before = JournalDigest.Start;
        var expected = 1L;

        await foreach (var entry in journal.AllAsync(ct))
        {
            if (Fault(entry, before, expected) is { } fault)
                return new(expected - 1, fault);

            (before, expected) = (entry.Digest, expected + 1);
            if (entry.Sequence % 10_000 is 0)
                progress.Report(entry.Sequence);
        }

        return new(expected - 1, readUpTo < expected ? null : $"Sequence {expected} is missing: it and all up to {readUpTo} were there once.");
    }

    private static string? Fault(JournalRow entry, byte[] before, long expected)
    {
        if (entry.Sequence != expected)
            return $"Sequence {expected} is missing: {entry.Sequence} follows {expected - 1}.";

        var digest = JournalDigest.OfEntry(
            before, entry.Sequence, entry.Time, entry.Type, entry.Version, entry.Subject, entry.Cause, entry.Depth, entry.Root, entry.Node, entry.PayloadDigest);
        if (!digest.AsSpan().SequenceEqual(entry.Digest))
            return $"Sequence {entry.Sequence} ({entry.Type}) was changed or moved: its digest does not fit.";

        var erased = entry.Payload is null && entry.Salt is null;
        var whole = entry is { Payload: { } payload, Salt: { } salt } && JournalDigest.OfPayload(salt, payload).AsSpan().SequenceEqual(entry.PayloadDigest);
        return erased || whole ? null : $"Sequence {entry.Sequence} ({entry.Type}) has another payload than was written.";
    }
}

/// <param name="Entries">How many entries are whole.</param>
/// <param name="Fault">A sentence naming the first that is not; null when all are.</param>
public sealed record JournalVerdict(long Entries, string? Fault);
