using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Authorization;
using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Json;

namespace Plaza.Api.NotImplemented;

/// <summary>
/// The writes that Mastodon documents and Plaza does not implement yet. They respond with 422 and a sentence, because clients read 404
/// as "the post is gone" and retry other errors. A line is removed when the feature is implemented.
/// </summary>
internal static class UnsupportedWrites
{
    private const string Post = "POST", Put = "PUT", Patch = "PATCH", Delete = "DELETE";

    private static readonly (string Feature, string Scope, (string Method, string Path)[] Routes)[] All =
    [
        ("Pictures are", "write:media", [(Put, "v1/media/{id}"), (Delete, "v1/media/{id}")]),
        ("Blocking is", "write:blocks", [(Post, "v1/accounts/{id:id}/block"), (Post, "v1/accounts/{id:id}/unblock")]),
        ("Blocking domains is", "write:blocks", [(Post, "v1/domain_blocks"), (Delete, "v1/domain_blocks")]),
        ("Muting is", "write:mutes", [(Post, "v1/accounts/{id:id}/mute"), (Post, "v1/accounts/{id:id}/unmute")]),
        ("Muting conversations is", "write:mutes", [(Post, "v1/statuses/{id:id}/mute"), (Post, "v1/statuses/{id:id}/unmute")]),
        ("Bookmarks are", "write:bookmarks", [(Post, "v1/statuses/{id:id}/bookmark"), (Post, "v1/statuses/{id:id}/unbookmark")]),
        ("Pinned posts are", "write:accounts", [(Post, "v1/statuses/{id:id}/pin"), (Post, "v1/statuses/{id:id}/unpin")]),
        ("Editing posts is", "write:statuses", [(Put, "v1/statuses/{id:id}")]),
        ("Quotes are", "write:statuses", [(Put, "v1/statuses/{id:id}/interaction_policy"), (Post, "v1/statuses/{id:id}/quotes/{quote:id}/revoke")]),
        ("Translation is", "read:statuses", [(Post, "v1/statuses/{id:id}/translate")]),
        ("Polls are", "write:statuses", [(Post, "v1/polls/{id}/votes")]),
        ("Posting later is", "write:statuses", [(Put, "v1/scheduled_statuses/{id}"), (Delete, "v1/scheduled_statuses/{id}")]),
        ("Reports are", "write:reports", [(Post, "v1/reports")]),
        ("Removing followers is", "write:follows", [(Post, "v1/accounts/{id:id}/remove_from_followers")]),
        ("Follow requests are", "write:follows", [(Post, "v1/follow_requests/{id:id}/authorize"), (Post, "v1/follow_requests/{id:id}/reject")]),
        ("Private notes on accounts are", "write:accounts", [(Post, "v1/accounts/{id:id}/note")]),
        ("Featured accounts are", "write:accounts",
            [(Post, "v1/accounts/{id:id}/pin"), (Post, "v1/accounts/{id:id}/unpin"), (Post, "v1/accounts/{id:id}/endorse"), (Post, "v1/accounts/{id:id}/unendorse")]),
        ("Pictures are", "write:accounts", [(Delete, "v1/profile/avatar"), (Delete, "v1/profile/header")]),
        ("This form of editing the profile is", "write:accounts", [(Patch, "v1/profile")]),
        ("Following hashtags is", "write:follows", [(Post, "v1/tags/{name}/follow"), (Post, "v1/tags/{name}/unfollow")]),
        ("Featured hashtags are", "write:accounts",
            [(Post, "v1/featured_tags"), (Delete, "v1/featured_tags/{id}"), (Post, "v1/tags/{name}/feature"), (Post, "v1/tags/{name}/unfeature")]),
        ("Lists are", "write:lists",
            [(Post, "v1/lists"), (Put, "v1/lists/{id}"), (Delete, "v1/lists/{id}"), (Post, "v1/lists/{id}/accounts"), (Delete, "v1/lists/{id}/accounts")]),
        ("Filters are", "write:filters",
        [
            (Post, "v1/filters"), (Put, "v1/filters/{id}"), (Delete, "v1/filters/{id}"),
            (Post, "v2/filters"), (Put, "v2/filters/{id}"), (Delete, "v2/filters/{id}"),
            (Post, "v2/filters/{id}/keywords"), (Put, "v2/filters/keywords/{id}"), (Delete, "v2/filters/keywords/{id}"),
            (Post, "v2/filters/{id}/statuses"), (Delete, "v2/filters/statuses/{id}"),
        ]),
        ("Conversations are", "write:conversations",
            [(Delete, "v1/conversations/{id}"), (Post, "v1/conversations/{id}/read"), (Post, "v1/conversations/{id}/unread")]),
        ("Notification policies are", "write:notifications",
        [
            (Patch, "v2/notifications/policy"), (Post, "v1/notifications/requests/accept"), (Post, "v1/notifications/requests/dismiss"),
            (Post, "v1/notifications/requests/{id}/accept"), (Post, "v1/notifications/requests/{id}/dismiss"),
        ]),
        ("Web push is", "push", [(Post, "v1/push/subscription"), (Put, "v1/push/subscription"), (Delete, "v1/push/subscription")]),
        ("Announcements are", "write:accounts", [(Post, "v1/announcements/{id}/dismiss")]),
        ("Announcements are", "write:favourites", [(Put, "v1/announcements/{id}/reactions/{name}"), (Delete, "v1/announcements/{id}/reactions/{name}")]),
        ("Suggestions are", "read", [(Delete, "v1/suggestions/{id}")]),
        ("Annual reports are", "write:accounts", [(Post, "v1/annual_reports/{year}/read"), (Post, "v1/annual_reports/{year}/generate")]),
        ("Confirmation mails for apps are", "write:accounts", [(Post, "v1/emails/confirmations")]),
    ];

    /// <summary>The scopes of collections and of the admin API do not exist here yet, so any user token is accepted.</summary>
    private static readonly (string Feature, string[] Paths)[] WithoutScope =
    [
        ("Collections are", ["v1/collections/{**rest}"]),
        ("The admin API is", ["v1/admin/{**rest}", "v2/admin/{**rest}"]),
    ];

    extension(IEndpointRouteBuilder api)
    {
        public void MapUnsupportedWrites()
        {
            foreach (var path in (string[])["v1/media", "v2/media"])
                api.MapPost(path, RejectPicture).WithTags("Later").ForUsers("write:media");

            foreach (var (feature, scope, routes) in All)
            {
                foreach (var (method, path) in routes)
                    api.MapMethods(path, [method], Reject(feature)).WithTags("Later").ForUsers(scope);
            }

            foreach (var (feature, paths) in WithoutScope)
            {
                foreach (var path in paths)
                    api.MapMethods(path, [Post, Put, Patch, Delete], Reject(feature)).WithTags("Later").ForUsers();
            }

            api.MapPost("v1/accounts", RejectSignUpAsync).WithTags("Later").ForApps("write:accounts");
        }
    }

    private static Task RejectPicture(HttpContext context) => throw ApiException.Invalid("file", "Pictures are not supported yet");

    private static RequestDelegate Reject(string feature) => _ => throw new ApiException(422, $"{feature} not supported yet");

    private static Task RejectSignUpAsync(HttpContext context, ApiUrls urls) =>
        throw new ApiException(422, $"Apps cannot sign people up here. Open {urls.At("/signup")} in a browser");
}
