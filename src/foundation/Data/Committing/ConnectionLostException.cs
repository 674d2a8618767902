namespace Plaza.Data.Committing;

/// <summary>The connection to the database was lost, and another is not open yet; what was not committed is rolled back.</summary>
internal sealed class ConnectionLostException(Exception? cause = null) : IOException("The connection to the database was lost.", cause);
