namespace Plaza.Data.Database;

/// <summary>Checks that the whole database can be read, before anything in it is trusted.</summary>
public abstract class DatabaseCheck
{
    /// <summary>Reads all of the database. Others may write meanwhile.</summary>
    /// <returns>A sentence that names the first fault; null when there is none.</returns>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    public abstract string? FindFault(CancellationToken ct);
}
