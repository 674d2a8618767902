using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Plaza.Queries.Notifications;
using Plaza.Web.Pages;

namespace Plaza.Web.Filters;

/// <summary>Counts unread notifications for the badge in the site header. Runs after the action, which may mark them as read.</summary>
internal sealed class UnreadCountFilter(Visitor visitor, NotificationQueries notifications) : IAsyncResultFilter
{
    private const int MaxBadge = 99;

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is ViewResult && visitor.Account is { } account)
            visitor.Unread = await notifications.CountUnreadAsync(account, MaxBadge, context.HttpContext.RequestAborted);
        await next();
    }
}
