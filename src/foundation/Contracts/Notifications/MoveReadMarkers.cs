using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Notifications;

/// <summary>
/// A command: stores up to where an account has read its timelines, all or none. Returns false, and changes nothing, when one of them was moved to
/// another place since the caller looked.
/// </summary>
public sealed record MoveReadMarkers(AccountId Account, IReadOnlyList<ReadMarkerMove> Moves) : IRequest<bool>;

/// <param name="LastReadId">The id of a post or of a notification.</param>
/// <param name="Version">The version that the caller has seen; 0 for none.</param>
public sealed record ReadMarkerMove(MarkedTimeline Timeline, long LastReadId, int Version);
