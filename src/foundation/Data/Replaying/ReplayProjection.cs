namespace Plaza.Data.Replaying;

/// <summary>Folds entries of the journal into tables beside the live ones.</summary>
internal abstract class ReplayProjection
{
    /// <summary>The temporary tables it needs.</summary>
    public abstract string Schema { get; }

    /// <summary>Up to where it has folded the journal.</summary>
    public long Position { get; set; }

    /// <summary>Up to where the live tables follow the journal in this moment.</summary>
    public abstract long UpperBound(ReplayDatabase beside, long last);

    public abstract void Apply(ReplayDatabase beside, ReplayEntry entry);

    /// <summary>Called after each thousand entries: what was held back to be written at once.</summary>
    public virtual void Write(ReplayDatabase beside)
    {
    }

    /// <summary>Takes in what the live tables follow beyond the bound.</summary>
    public virtual void ApplyBeyond(ReplayDatabase beside, IEnumerable<ReplayEntry> beyond)
    {
    }
}
