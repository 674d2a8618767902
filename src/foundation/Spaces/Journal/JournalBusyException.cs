namespace Plaza.Spaces.Journal;

/// <summary>The journal cannot accept the event now. Nothing was appended; a later attempt may succeed.</summary>
public class JournalBusyException(string message, Exception? inner = null) : Exception(message, inner);
