namespace Plaza.Data.Committing;

/// <summary>Completes the requests of the batches whose events the live handlers have got. Called by live delivery; must not wait or throw.</summary>
internal class BatchCompletion
{
    public virtual void Complete(CommittedBatch batch)
    {
        foreach (var request in batch.Requests)
            request.Complete();
    }

    /// <summary>The live handlers have got all entries up to this sequence, the last of which another process appended.</summary>
    public virtual void ReportApplied(long sequence)
    {
    }
}
