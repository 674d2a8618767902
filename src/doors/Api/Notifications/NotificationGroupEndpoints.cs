using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Accounts;
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

/// <summary>Endpoints of grouped notifications (version 2, preferred by clients since Mastodon 4.3). Each group has one notification.</summary>
internal static class NotificationGroupEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapNotificationGroups()
        {
            var groups = api.MapGroup("v2/notifications").WithTags("Notifications");

            groups.MapGet("", ReadPageAsync).ForUsers("read:notifications");
            groups.MapGet("unread_count", NotificationEndpoints.CountAsync).ForUsers("read:notifications");
            groups.MapGet("policy", () => ApiResults.Json(new NotificationPolicyJson())).ForUsers("read:notifications");
            groups.MapGet("{key}", ReadAsync).ForUsers("read:notifications");
            groups.MapGet("{key}/accounts", ReadAccountsAsync).ForUsers("read:notifications");
            groups.MapPost("{key}/dismiss", DismissAsync).ForUsers("write:notifications");
        }
    }

    private static async Task<IResult> ReadPageAsync(PagedRequest listing, Caller caller, NotificationReader reader, CancellationToken ct)
    {
        var page = await reader.PageAsync(caller.Account, listing, ct);
        return ApiResults.Json(NotificationGroupsJson.From([.. page.Select(notification => reader.Write(notification, caller.Account))]));
    }

    private static async Task<IResult> ReadAsync(
        string key, Caller caller, NotificationQueries notifications, NotificationReader reader, CancellationToken ct) =>
        ApiResults.Json(NotificationGroupsJson.From([reader.Write(await FindAsync(key, caller, notifications, ct), caller.Account)]));

    private static async Task<IResult> ReadAccountsAsync(
        string key, Caller caller, NotificationQueries notifications, ApiUrls urls, CancellationToken ct) =>
        ApiResults.Json<List<AccountJson>>([AccountJson.From((await FindAsync(key, caller, notifications, ct)).Actor, urls)]);

    private static async Task<IResult> DismissAsync(string key, Caller caller, IRequestBus bus, CancellationToken ct) =>
        GroupKeys.Read(key) is { } id && await bus.SendAsync(new DismissNotification(caller.Account, id), ct)
            ? ApiResults.EmptyObject
            : throw ApiException.NotFound();

    private static async Task<NotificationView> FindAsync(string key, Caller caller, NotificationQueries notifications, CancellationToken ct) =>
        GroupKeys.Read(key) is { } id && await notifications.FindAsync(caller.Account, id, ct) is { } notification
            ? notification
            : throw ApiException.NotFound();
}
