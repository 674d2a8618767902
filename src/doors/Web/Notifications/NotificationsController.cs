using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Queries.Notifications;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Notifications;

/// <summary>The notifications of the visitor. The first page marks them as read.</summary>
[RequireLogin]
internal sealed class NotificationsController(IRequestBus bus, NotificationQueries notifications, Visitor visitor) : Controller
{
    [HttpGet("/notifications")]
    public async Task<ViewResult> ShowAsync(
        [FromQuery(Name = "max_id")] string? max, [FromQuery(Name = "min_id")] string? min, CancellationToken ct)
    {
        var cursor = PageCursor.Read(max, min);
        var slice = cursor.Slice(await notifications.GetPageAsync(visitor.RequiredAccount, cursor.Paging, [], ct), notification => notification.Id.Value);
        var readUpTo = await notifications.GetLastReadAsync(visitor.RequiredAccount, ct);

        if (cursor.IsFirst && slice.Items is [var newest, ..] && newest.Id > readUpTo)
            await MarkReadAsync(newest.Id, ct);

        return View("Notifications", new NotificationsPage([.. slice.Items.Select(notification => new NotificationItem(notification, notification.Id > readUpTo))], slice.Pager));
    }

    [HttpPost("/notifications/clear")]
    public async Task<SeeOtherResult> ClearAsync(CancellationToken ct)
    {
        await bus.SendAsync(new ClearNotifications(visitor.RequiredAccount), ct);
        return new SeeOtherResult("/notifications");
    }

    /// <summary>If the database cannot be written, the page is still shown, and the notifications stay unread.</summary>
    private async Task MarkReadAsync(NotificationId newest, CancellationToken ct)
    {
        try
        {
            await bus.SendAsync(new MarkNotificationsRead(visitor.RequiredAccount, newest), ct);
        }
        catch (RequestRejectedException rejection) when (rejection.Reason is RejectionReason.Unavailable)
        {
            // The next visit marks them as read.
        }
    }
}

internal sealed record NotificationsPage(IReadOnlyList<NotificationItem> Items, Pager Pager);
