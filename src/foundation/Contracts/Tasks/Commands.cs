using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Tasks;

/// <summary>An order of an admin: give up an event that a live listener could not take in. False when nothing is parked under this number.</summary>
public sealed record DiscardDeadLetter(long Number) : IRequest<bool>;

/// <summary>
/// An order of an admin: give a live listener the event that it could not take in, and those that are parked behind it.
/// False when nothing is parked under this number.
/// </summary>
public sealed record ReplayDeadLetter(long Number) : IRequest<bool>;

/// <summary>An order of the operator: deliver a parked event again now. False when there is none such.</summary>
public sealed record RetryDelivery(string Subscription, long Sequence) : IRequest<bool>;

/// <summary>An order of the operator: try a failed or waiting task again now. False when there is none such.</summary>
public sealed record RetryTask(TaskId Task) : IRequest<bool>;
