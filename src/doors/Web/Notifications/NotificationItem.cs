using Plaza.Contracts.Notifications;
using Plaza.Queries.Notifications;
using Plaza.Queries.Posts;
using Plaza.Web.Posts;

namespace Plaza.Web.Notifications;

/// <summary>A notification as an item of a list, with its sentence, icon and link.</summary>
internal sealed record NotificationItem(NotificationView Notification, bool IsNew)
{
    private PostView? Post => Notification.Post?.Boosted ?? Notification.Post;

    public string Kind => Notification.Kind switch
    {
        NotificationKind.Favourite => "favourite",
        NotificationKind.Boost => "boost",
        NotificationKind.Follow => "follow",
        _ => "mention",
    };

    public string Sentence => Notification.Kind switch
    {
        NotificationKind.Favourite => "favourited your post",
        NotificationKind.Boost => "boosted your post",
        NotificationKind.Follow => "follows you",
        _ => "mentioned you",
    };

    public string Path => Post is { } post ? PostPath.Of(post) : $"/@{Notification.Actor.Handle}";

    public PostView? Quoted => Post;

    public bool MayReply => Notification.Kind is NotificationKind.Mention && Post is not null;
}
