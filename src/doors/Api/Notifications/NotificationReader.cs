using Plaza.Api.Accounts;
using Plaza.Api.Paging;
using Plaza.Api.Posts;
using Plaza.Api.Wire;
using Plaza.Contracts.Ids;
using Plaza.Queries.Notifications;

namespace Plaza.Api.Notifications;

/// <summary>Reads a page of the user's notifications by the parameters that both versions of the API share.</summary>
internal sealed class NotificationReader(NotificationQueries notifications, PostWriter writer, ApiUrls at)
{
    public async Task<List<NotificationView>> PageAsync(AccountId reader, PagedRequest listing, CancellationToken ct)
    {
        var (paging, kinds, actor) = (listing.Paging(40, 80), NotificationTypes.Asked(listing.Query), listing.Query.Id<AccountId>("account_id"));
        var page = kinds.Count is 0 ? [] : await notifications.GetPageAsync(reader, paging, kinds, ct, actor);

        listing.Link([.. page.Select(told => told.Id.Value)]);
        return page;
    }

    public NotificationJson Write(NotificationView told, AccountId reader) =>
        new(told.Id, NotificationTypes.NameOf(told.Kind), told.CreatedAt, AccountJson.From(told.Actor, at))
        {
            Status = told.Post is { } post ? writer.Write(post, reader) : null,
        };
}
