namespace Plaza.Data.Journal;

/// <summary>Checks that the journal is whole: no number missing, no entry changed, none moved, none cut off
/// that a subscription has read.</summary>
public sealed class JournalVerifier(JournalReader journal)
{
    /// <summary>As many are read at once, so that the log can be emptied between.</summary>
    private const int BatchSize = 5_000;

    /// <param name="progress">Told how far it is, now and then.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many entries there are, and the first thing that is wrong, if any.</returns>
    public async Task<JournalVerificationResult> RunAsync(IProgress<string> progress, CancellationToken ct)
    {
        var readUpTo = journal.GetMaxCursor();
        var last = journal.GetLastSequence();
        var verdict = await Task.Run(() => Check(last, progress, ct), ct);
        return verdict.Fault is null && verdict.Entries < readUpTo
            ? verdict with { Fault = $"Sequence {verdict.Entries + 1} is missing: it and all up to {readUpTo} were there once." }
            : verdict;
    }

    private JournalVerificationResult Check(long last, IProgress<string> progress, CancellationToken ct)
    {
        var before = JournalHashChain.Start;
        var checkedUpTo = 0L;
        bool isMore;
        do
        {
            ct.ThrowIfCancellationRequested();
            isMore = false;
            foreach (var entry in journal.ReadAfter(checkedUpTo, null, BatchSize))
            {
                if (Fault(entry, before, checkedUpTo + 1) is { } fault)
                    return new(checkedUpTo, fault);

                (before, checkedUpTo, isMore) = (entry.Digest, entry.Sequence, true);
            }

            if (isMore && checkedUpTo % (20 * BatchSize) < BatchSize)
                progress.Report($"Checked {checkedUpTo} of {last} entries.");
        }
        while (isMore);

        return new(checkedUpTo, null);
    }

    private static string? Fault(JournalRow entry, byte[] before, long expected)
    {
        if (entry.Sequence != expected)
            return $"Sequence {expected} is missing: {entry.Sequence} follows {expected - 1}.";

        var digest = JournalHashChain.OfEntry(
            before, entry.Sequence, entry.Time, entry.Type, entry.Version, entry.Subject, entry.Cause, entry.Depth, entry.Root, entry.Node, entry.PayloadDigest);
        if (!digest.AsSpan().SequenceEqual(entry.Digest))
            return $"Sequence {entry.Sequence} ({entry.Type}) was changed or moved: its digest does not fit.";

        var erased = entry.Payload is null && entry.Salt is null;
        var whole = entry is { Payload: { } payload, Salt: { } salt } && JournalHashChain.OfPayload(salt, payload).AsSpan().SequenceEqual(entry.PayloadDigest);
        return erased || whole ? null : $"Sequence {entry.Sequence} ({entry.Type}) has another payload than was written.";
    }
}

/// <param name="Entries">How many entries are whole.</param>
/// <param name="Fault">A sentence naming the first that is not; null when all are.</param>
public sealed record JournalVerificationResult(long Entries, string? Fault);
