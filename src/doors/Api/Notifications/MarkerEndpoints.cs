using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Entry;
using Plaza.Api.Input;
using Plaza.Api.Paging;
using Plaza.Api.Wire;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Data.Views;
using Plaza.Spaces.Requests;

namespace Plaza.Api.Notifications;

/// <summary>Up to where the user has read. That of the notifications is kept; that of the home timeline is only said back.</summary>
internal static class MarkerEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapMarkers()
        {
            api.MapGet("v1/markers", ReadAsync).WithTags("Notifications").ForUsers("read:statuses");
            api.MapPost("v1/markers", SetAsync).WithTags("Notifications").ForUsers("write:statuses");
        }
    }

    private static async Task<IResult> ReadAsync(Fields fields, Caller caller, NotificationViews notifications, CancellationToken ct)
    {
        var wanted = fields.All("timeline").Contains("notifications", StringComparer.Ordinal);
        var upTo = wanted ? await notifications.ReadUpToAsync(caller.Account, ct) : default;
        return Reply.Json(new MarkersJson(null, upTo.Value > 0 ? MarkerJson.At(upTo.Value) : null));
    }

    private static async Task<IResult> SetAsync(Fields fields, Caller caller, IRequestBus bus, CancellationToken ct)
    {
        var home = fields.Id<PostId>("home[last_read_id]");
        var notifications = fields.Id<NotificationId>("notifications[last_read_id]");

        if (notifications is { } upTo)
            await bus.AskAsync(new ReadNotifications(caller.Account, upTo), ct);

        return Reply.Json(new MarkersJson(
            home is { } post ? MarkerJson.At(post.Value) : null,
            notifications is { } told ? MarkerJson.At(told.Value) : null));
    }
}
