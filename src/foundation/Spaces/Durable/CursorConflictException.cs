namespace Plaza.Spaces.Durable;

/// <summary>A step was not noted, because somebody has moved the subscription's place meanwhile.</summary>
internal sealed class CursorConflictException(string subscription) : Exception($"Somebody else has moved the place of {subscription}.");
