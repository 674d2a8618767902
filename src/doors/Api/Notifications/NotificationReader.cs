using Plaza.Api.Accounts;
using Plaza.Api.Paging;
using Plaza.Api.Posts;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Queries.Notifications;

namespace Plaza.Api.Notifications;

/// <summary>Reads a page of the user's notifications by the parameters common to both versions of the API.</summary>
internal sealed class NotificationReader(NotificationQueries notifications, PostWriter writer, ApiUrls urls)
{
    public async Task<List<NotificationView>> PageAsync(AccountId reader, PagedRequest listing, CancellationToken ct)
    {
        var (paging, kinds, actor) = (listing.Paging(40, 80), NotificationTypes.SelectedBy(listing.Query), listing.Query.Id<AccountId>("account_id"));
        var page = kinds.Count is 0 ? [] : await notifications.GetPageAsync(reader, paging, kinds, ct, actor);

        listing.Link([.. page.Select(notification => notification.Id.Value)]);
        return page;
    }

    public NotificationJson Write(NotificationView notification, AccountId reader) =>
        new(notification.Id, NotificationTypes.NameOf(notification.Kind), notification.CreatedAt, AccountJson.From(notification.Actor, urls))
        {
            Status = notification.Post is { } post ? writer.Write(post, reader) : null,
        };
}
