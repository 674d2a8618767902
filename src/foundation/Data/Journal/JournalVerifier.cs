namespace Plaza.Data.Journal;

/// <summary>
/// Verifies the journal: no sequence is missing, no entry was changed or moved, and the end that a subscription has read is there.
/// </summary>
public sealed class JournalVerifier(JournalReader journal)
{
    /// <summary>Entries per read, so that checkpoints can run in between.</summary>
    private const int BatchSize = 5_000;

    /// <param name="progress">Gets a sentence now and then.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The number of intact entries, and the first fault, if any.</returns>
    public async Task<JournalVerificationResult> RunAsync(IProgress<string> progress, CancellationToken ct)
    {
        var readUpTo = await journal.GetMaxCursorAsync(ct);
        var last = await journal.GetLastSequenceAsync(ct);
        var result = await Task.Run(() => CheckAsync(last, progress, ct), ct);
        return result.Fault is null && result.Entries < readUpTo
            ? result with { Fault = $"Sequence {result.Entries + 1} is missing: subscriptions have read up to {readUpTo}." }
            : result;
    }

    private async Task<JournalVerificationResult> CheckAsync(long last, IProgress<string> progress, CancellationToken ct)
    {
        var previous = JournalHashChain.Start;
        var checkedUpTo = 0L;
        bool isMore;
        do
        {
            ct.ThrowIfCancellationRequested();
            isMore = false;
            foreach (var entry in await journal.ReadAfterAsync(checkedUpTo, null, BatchSize, ct))
            {
                if (Fault(entry, previous, checkedUpTo + 1) is { } fault)
                    return new(checkedUpTo, fault);

                (previous, checkedUpTo, isMore) = (entry.Digest, entry.Sequence, true);
            }

            if (isMore && checkedUpTo % (20 * BatchSize) < BatchSize)
                progress.Report($"Checked {checkedUpTo} of {last} entries.");
        }
        while (isMore);

        return new(checkedUpTo, null);
    }

    private static string? Fault(JournalRow entry, byte[] previous, long expected)
    {
        if (entry.Sequence != expected)
            return $"Sequence {expected} is missing: {entry.Sequence} follows {expected - 1}.";

        var digest = JournalHashChain.OfEntry(
            previous, entry.Sequence, entry.Time, entry.Type, entry.Version, entry.Subject, entry.Cause, entry.Depth, entry.Root, entry.Node, entry.PayloadDigest);
        if (!digest.AsSpan().SequenceEqual(entry.Digest))
            return $"Sequence {entry.Sequence} ({entry.Type}) was changed or moved: its digest does not fit.";

        var erased = entry.Payload is null && entry.Salt is null;
        var isIntact = entry is { Payload: { } payload, Salt: { } salt } && JournalHashChain.OfPayload(salt, payload).AsSpan().SequenceEqual(entry.PayloadDigest);
        return erased || isIntact ? null : $"Sequence {entry.Sequence} ({entry.Type}) has another payload than was written.";
    }
}

/// <param name="Entries">How many entries are intact.</param>
/// <param name="Fault">A sentence that names the first damaged entry; null when there is none.</param>
public sealed record JournalVerificationResult(long Entries, string? Fault);
