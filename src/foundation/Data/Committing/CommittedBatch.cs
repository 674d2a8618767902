using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Committing;

/// <summary>What one transaction of this process committed: the requests to complete and the entries to deliver, in journal order.</summary>
/// <param name="HasErased">Whether payloads of older entries were erased.</param>
/// <param name="IsFollowed">Whether other nodes serve requests, so that they must apply the entries before the callers get their responses.</param>
internal sealed record CommittedBatch(IReadOnlyList<WriteRequest> Requests, IReadOnlyList<CommittedEntry> Entries, bool HasErased, bool IsFollowed);

/// <summary>A committed journal entry.</summary>
/// <param name="Event">Null when its payload was erased, or when this program does not know its type.</param>
/// <param name="Context">The context with which it is dispatched.</param>
/// <param name="Entry">The entry as subscriptions read it.</param>
/// <param name="Bytes">The length of its payload.</param>
internal readonly record struct CommittedEntry(IEvent? Event, EventContext Context, JournalEntry Entry, int Bytes);
