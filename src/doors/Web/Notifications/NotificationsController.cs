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
        var place = PageCursor.Read(max, min);
        var slice = place.Slice(await notifications.GetPageAsync(visitor.RequiredAccount, place.Paging, [], ct), told => told.Id.Value);
        var readUpTo = await notifications.GetLastReadAsync(visitor.RequiredAccount, ct);

        if (place.IsFirst && slice.Items is [var newest, ..] && newest.Id > readUpTo)
            await MarkReadAsync(newest.Id, ct);

        return View("Notifications", new NotificationsPage([.. slice.Items.Select(told => new NotificationItem(told, told.Id > readUpTo))], slice.Pager));
    }

    [HttpPost("/notifications/clear")]
    public async Task<SeeOtherResult> ClearAsync(CancellationToken ct)
    {
        await bus.SendAsync(new ClearNotifications(visitor.RequiredAccount), ct);
        return new SeeOtherResult("/notifications");
    }

    /// <summary>When the database cannot be written, the page is shown all the same, and the notifications stay unread.</summary>
    private async Task MarkReadAsync(NotificationId newest, CancellationToken ct)
    {
        try
        {
            await bus.SendAsync(new MarkNotificationsRead(visitor.RequiredAccount, newest), ct);
        }
        catch (RequestRejectedException refused) when (refused.Reason is RejectionReason.Unavailable)
        {
            // Marked as read with the next visit.
        }
    }
}

internal sealed record NotificationsPage(IReadOnlyList<NotificationItem> Items, Pager Pager);
