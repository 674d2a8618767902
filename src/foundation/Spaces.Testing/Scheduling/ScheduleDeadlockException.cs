namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>Work is in flight, but nothing can run that would end it. The message names the subscriptions that have work.</summary>
public sealed class ScheduleDeadlockException(string message) : Exception(message);
