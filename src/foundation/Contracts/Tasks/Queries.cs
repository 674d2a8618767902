using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Tasks;

/// <summary>Lists the faults on the bus since the start of the server: at most fifty, the newest first.</summary>
public sealed record GetRecentFaults : IQuery<IReadOnlyList<RecentFault>>;
