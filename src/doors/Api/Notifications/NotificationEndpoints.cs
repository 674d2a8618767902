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

/// <summary>Endpoints of single notifications (version 1). The paths are Mastodon's.</summary>
internal static class NotificationEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapNotifications()
        {
            var notifications = api.MapGroup("v1/notifications").WithTags("Notifications");

            notifications.MapGet("", ReadPageAsync).ForUsers("read:notifications");
            notifications.MapGet("{id:id}", ReadAsync).ForUsers("read:notifications");
            notifications.MapGet("unread_count", CountAsync).ForUsers("read:notifications");
            notifications.MapPost("clear", ClearAsync).ForUsers("write:notifications");
            notifications.MapPost("{id:id}/dismiss", DismissAsync).ForUsers("write:notifications");
        }
    }

    private static async Task<IResult> ReadPageAsync(PagedRequest listing, Caller caller, NotificationReader reader, CancellationToken ct)
    {
        var page = await reader.PageAsync(caller.Account, listing, ct);
        return ApiResults.Json<List<NotificationJson>>([.. page.Select(notification => reader.Write(notification, caller.Account))]);
    }

    private static async Task<IResult> ReadAsync(
        NotificationId id, Caller caller, NotificationQueries notifications, NotificationReader reader, CancellationToken ct) =>
        await notifications.FindAsync(caller.Account, id, ct) is { } notification
            ? ApiResults.Json(reader.Write(notification, caller.Account))
            : throw ApiException.NotFound();

    /// <summary>Counts the unread entries of the list with the same parameters.</summary>
    internal static async Task<IResult> CountAsync(PagedRequest listing, Caller caller, NotificationQueries notifications, CancellationToken ct)
    {
        var (kinds, actor, limit) = (NotificationTypes.SelectedBy(listing.Query), listing.Query.Id<AccountId>("account_id"), listing.Limit(100, 1000));
        return ApiResults.Json(new CountJson(kinds.Count is 0 ? 0 : await notifications.CountUnreadAsync(caller.Account, limit, ct, kinds, actor)));
    }

    private static async Task<IResult> ClearAsync(Caller caller, IRequestBus bus, CancellationToken ct)
    {
        await bus.SendAsync(new ClearNotifications(caller.Account), ct);
        return ApiResults.EmptyObject;
    }

    private static async Task<IResult> DismissAsync(NotificationId id, Caller caller, IRequestBus bus, CancellationToken ct) =>
        await bus.SendAsync(new DismissNotification(caller.Account, id), ct) ? ApiResults.EmptyObject : throw ApiException.NotFound();
}
