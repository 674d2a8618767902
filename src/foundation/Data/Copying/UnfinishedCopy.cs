namespace Plaza.Data.Copying;

/// <summary>
/// The table that a target has from before its first row until it equals its source. It has the end of the journal of the source, to which no other source
/// may be added. A server does not start while it exists.
/// </summary>
internal static class UnfinishedCopy
{
    public const string Table = "unfinished_copy";

    /// <param name="database">Names the database to the operator.</param>
    /// <param name="option">The option that made the copy.</param>
    public static InvalidDataException Reject(string database, string option) => new(
        $"{database} is a copy that was not completed. Run plaza data copy {option} again, which goes on with it, or delete it.");
}
