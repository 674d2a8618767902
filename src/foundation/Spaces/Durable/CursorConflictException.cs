namespace Plaza.Spaces.Durable;

/// <summary>Progress was not saved, because the cursor was moved meanwhile.</summary>
internal sealed class CursorConflictException(string subscription) : Exception($"Somebody else has moved the place of {subscription}.");
