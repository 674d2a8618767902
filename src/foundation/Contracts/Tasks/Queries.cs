using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Tasks;

/// <summary>A question: what went wrong on the bus lately? The newest first, at most fifty, since the server started.</summary>
public sealed record GetRecentFaults : IRequest<IReadOnlyList<RecentFault>>;
