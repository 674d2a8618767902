namespace Plaza.Data.Replaying;

/// <summary>Folds entries of the journal into tables beside the live ones.</summary>
internal abstract class ReplayPart
{
    /// <summary>The temporary tables it needs.</summary>
    public abstract string Schema { get; }

    /// <summary>Up to where it has folded the journal.</summary>
    public long Place { get; set; }

    /// <summary>Up to where the live tables follow the journal in this moment.</summary>
    public abstract long Bound(Beside beside, long last);

    public abstract void Take(Beside beside, ToldEntry entry);

    /// <summary>Called after each thousand entries: what was held back to be written at once.</summary>
    public virtual void Write(Beside beside)
    {
    }

    /// <summary>Takes in what the live tables follow beyond the bound.</summary>
    public virtual void Settle(Beside beside, IEnumerable<ToldEntry> beyond)
    {
    }
}
