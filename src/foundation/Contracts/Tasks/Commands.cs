using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Tasks;

/// <summary>Discards a dead letter of a live subscription, for an admin. Returns false when it does not exist.</summary>
public sealed record DiscardDeadLetter(long Number) : ICommand<bool>;

/// <summary>
/// Delivers a dead letter of a live subscription again, with those of the same key behind it, for an admin.
/// Returns false when it does not exist.
/// </summary>
public sealed record ReplayDeadLetter(long Number) : ICommand<bool>;

/// <summary>Delivers a pending or dead-lettered event of a durable subscription again, for the operator. Returns false when it does not exist.</summary>
public sealed record RetryDelivery(string Subscription, long Sequence) : ICommand<bool>;

/// <summary>Runs a failed or waiting task now, for the operator. Returns false when it does not exist.</summary>
public sealed record RetryTask(TaskId Task) : ICommand<bool>;
