using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Authorization;
using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Paging;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Queries.Notifications;
using Plaza.Spaces.Requests;

namespace Plaza.Api.Notifications;

/// <summary>Endpoints of the read markers: the last read id of the home timeline and of the notifications.</summary>
internal static class MarkerEndpoints
{
    private static readonly MarkedTimeline[] Timelines = Enum.GetValues<MarkedTimeline>();

    extension(IEndpointRouteBuilder api)
    {
        public void MapMarkers()
        {
            api.MapGet("v1/markers", ReadAsync).WithTags("Notifications").ForUsers("read:statuses");
            api.MapPost("v1/markers", MoveAsync).WithTags("Notifications").ForUsers("write:statuses");
        }
    }

    private static async Task<IResult> ReadAsync(RequestFields fields, Caller caller, NotificationQueries notifications, CancellationToken ct)
    {
        var requested = fields.All("timeline");
        return Markers(await notifications.GetReadMarkersAsync(caller.Account, ct), [.. Timelines.Where(timeline => requested.Contains(NameOf(timeline), StringComparer.Ordinal))]);
    }

    /// <summary>Responds with 409, as Mastodon does, when another request moved a marker in the meantime.</summary>
    private static async Task<IResult> MoveAsync(RequestFields fields, Caller caller, IRequestBus bus, NotificationQueries notifications, CancellationToken ct)
    {
        var seen = await notifications.GetReadMarkersAsync(caller.Account, ct);
        var moves = Timelines
            .Select(timeline => (Timeline: timeline, Id: fields.Id<PostId>($"{NameOf(timeline)}[last_read_id]")))
            .Where(move => move.Id is not null)
            .Select(move => new ReadMarkerMove(move.Timeline, move.Id!.Value.Value, seen.TryGetValue(move.Timeline, out var marker) ? marker.Version : 0))
            .ToList();

        if (moves.Count > 0 && !await bus.SendAsync(new MoveReadMarkers(caller.Account, moves), ct))
            throw new ApiException(409, "Conflict during update, please try again");

        return Markers(await notifications.GetReadMarkersAsync(caller.Account, ct), [.. moves.Select(move => move.Timeline)]);
    }

    private static IResult Markers(Dictionary<MarkedTimeline, ReadMarkerView> markers, List<MarkedTimeline> timelines)
    {
        return ApiResults.Json(new MarkersJson(Of(MarkedTimeline.Home), Of(MarkedTimeline.Notifications)));

        MarkerJson? Of(MarkedTimeline timeline) => timelines.Contains(timeline) && markers.TryGetValue(timeline, out var marker)
            ? new(marker.LastReadId.ToString(CultureInfo.InvariantCulture), marker.Version, marker.UpdatedAt)
            : null;
    }

    private static string NameOf(MarkedTimeline timeline) => timeline is MarkedTimeline.Home ? "home" : "notifications";
}
