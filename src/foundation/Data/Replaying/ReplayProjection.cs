namespace Plaza.Data.Replaying;

/// <summary>Folds journal entries into temporary tables, from which a <see cref="ReplayTable"/> derives its expected rows. Used by one thread at a time.</summary>
public abstract class ReplayProjection
{
    /// <summary>Creates the temporary tables.</summary>
    public abstract void CreateTables(ReplayDatabase database);

    /// <summary>The last sequence that was folded. Set to 0 to fold from the beginning.</summary>
    public long Position { get; set; }

    /// <summary>The sequence up to which the live tables reflect the journal, in the snapshot of <paramref name="database"/>.</summary>
    /// <param name="database">The snapshot.</param>
    /// <param name="last">The last sequence of the journal.</param>
    public abstract long UpperBound(ReplayDatabase database, long last);

    public abstract void Apply(ReplayDatabase database, ReplayEntry entry);

    /// <summary>Called after each batch of entries, to write what <see cref="Apply"/> buffered.</summary>
    public virtual void Write(ReplayDatabase database)
    {
    }

    /// <summary>Applies those effects of later entries that the live tables have in spite of the bound.</summary>
    public virtual void ApplyBeyond(ReplayDatabase database, IEnumerable<ReplayEntry> beyond)
    {
    }
}
