using Plaza.Spaces.Events;

namespace Plaza.Data.Committing;

/// <summary>What one transaction committed: the requests to complete and the events to publish, in journal order.</summary>
internal sealed record CommittedBatch(IReadOnlyList<WriteRequest> Requests, IReadOnlyList<(IEvent Event, EventContext Context)> Events);
