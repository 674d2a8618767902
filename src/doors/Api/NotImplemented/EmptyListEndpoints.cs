using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Authorization;
using Plaza.Api.Json;

namespace Plaza.Api.NotImplemented;

/// <summary>
/// The reads of Mastodon's API that Plaza does not implement yet. They respond with an empty list or object, because clients hang on 404.
/// A line is removed when the feature is implemented.
/// </summary>
internal static class EmptyListEndpoints
{
    private static readonly string[] ListsForAll =
    [
        "v1/custom_emojis", "v1/instance/peers", "v1/instance/activity", "v1/instance/rules", "v1/instance/domain_blocks", "v1/instance/languages",
        "v1/trends", "v1/trends/tags", "v1/trends/statuses", "v1/trends/links",
        "v1/accounts/{id:id}/featured_tags", "v1/accounts/{id:id}/endorsements", "v1/timelines/link", "v1/directory",
    ];

    private static readonly (string Scope, string[] Paths)[] ListsForUsers =
    [
        ("read:accounts", ["v1/endorsements", "v1/featured_tags", "v1/featured_tags/suggestions", "v1/announcements"]),
        ("read:blocks", ["v1/blocks", "v1/domain_blocks"]),
        ("read:bookmarks", ["v1/bookmarks"]),
        ("read:filters", ["v2/filters"]),
        ("read:follows", ["v1/follow_requests", "v1/followed_tags"]),
        ("read:lists", ["v1/lists", "v1/accounts/{id:id}/lists"]),
        ("read:mutes", ["v1/mutes"]),
        ("read:notifications", ["v1/notifications/requests"]),
        ("read:statuses", ["v1/conversations", "v1/scheduled_statuses", "v1/statuses/{id:id}/quotes"]),
        ("read", ["v2/suggestions"]),
    ];

    extension(IEndpointRouteBuilder api)
    {
        public void MapEmptyLists()
        {
            foreach (var path in ListsForAll)
                api.MapGet(path, NoneAsync).WithTags("Later");

            foreach (var (scope, paths) in ListsForUsers)
            {
                foreach (var path in paths)
                    api.MapGet(path, NoneAsync).WithTags("Later").ForUsers(scope);
            }

            api.MapGet("v1/filters", NoneAsync).WithTags("Later").ForUsers("read:filters").DeprecatedSince(2022, 11, 14);
            api.MapGet("v1/suggestions", NoneAsync).WithTags("Later").ForUsers("read").DeprecatedSince(2021, 5, 16);
            api.MapGet("v1/instance/translation_languages", NothingAsync).WithTags("Later");
        }
    }

    private static Task NoneAsync(HttpContext context) => ApiResults.EmptyArray.ExecuteAsync(context);

    private static Task NothingAsync(HttpContext context) => ApiResults.EmptyObject.ExecuteAsync(context);
}
