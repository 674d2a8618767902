namespace Plaza.Spaces.Journal;

/// <summary>The journal can take nothing more at the moment. Nothing was written; the same may be tried again later.</summary>
public class JournalBusyException(string message, Exception? inner = null) : Exception(message, inner);
