using static Plaza.Tests.Security.RejectedRequest;

namespace Plaza.Tests.Security;

/// <summary>Rejected commands and queries about posts and follows.</summary>
internal static class RejectedPosts
{
    private const string Blank = "Validation failed: Text can't be blank";
    private const string TooLong = "A post has at most 500 characters.";
    private const string NotFound = "Record not found";

    public static IEnumerable<RejectedRequest> All =>
    [
        Post("a post of 501 characters", "/api/v1/statuses", "status=" + new string('x', 501), 422, TooLong, "status"),
        Post("a post and a warning of 501 characters", "/api/v1/statuses", $"status={new string('x', 500)}&spoiler_text=y", 422, TooLong, "status"),
        Post("marks piled up without end", "/api/v1/statuses", "status=a" + string.Concat(Enumerable.Repeat("%CC%81", 20_000)), 422, TooLong, "status"),
        Post("no text", "/api/v1/statuses", "visibility=public", 422, Blank, "status"),
        Post("an empty text", "/api/v1/statuses", "status=", 422, Blank, "status"),
        Post("a blank text", "/api/v1/statuses", "status=+%0A%09+", 422, Blank, "status"),
        Post("a text of zero-width characters", "/api/v1/statuses", "status=%E2%80%8B%E2%80%8D%EF%BB%BF%E2%81%A0", 422, Blank, "status"),
        Post("an unknown visibility", "/api/v1/statuses", "status=x&visibility=everyone", 422, "visibility must be public, unlisted, private or direct", "visibility"),
        Post("an answer to what one may not see", "/api/v1/statuses", "status=x&in_reply_to_id={hidden}", 404, "The post that you answer does not exist, or not any more."),
        Post("an answer to nothing", "/api/v1/statuses", "status=x&in_reply_to_id=1", 404, "The post that you answer does not exist, or not any more."),
        Post("an answer to no id", "/api/v1/statuses", "status=x&in_reply_to_id=../1", 422, "in_reply_to_id must be an id: a string of decimal digits", "in_reply_to_id"),
        Post("pictures", "/api/v1/statuses", "status=x&media_ids[]=1", 422, "Pictures are not supported yet", "media_ids"),
        Json("a poll", """{"status":"x","poll":{"options":["a","b"],"expires_in":60}}""", 422, "Polls are not supported yet", "poll"),
        Post("a post for later", "/api/v1/statuses", "status=x&scheduled_at=2030-01-01T00:00:00Z", 422, "Posting later is not supported yet", "scheduled_at"),
        Post("a quote", "/api/v1/statuses", "status=x&quoted_status_id={post}", 422, "Quotes are not supported yet", "quoted_status_id"),
        Post("an upload", "/api/v2/media", "file=x", 422, "Pictures are not supported yet", "file"),

        Post("a favourite of what one may not see", "/api/v1/statuses/{hidden}/favourite", "", 404, NotFound),
        Post("a boost of what one may not see", "/api/v1/statuses/{hidden}/reblog", "", 404, NotFound),
        Post("a boost of a followers-only post", "/api/v1/statuses/{private}/reblog", "", 403, "This post is not for everyone, so it cannot be boosted."),
        Post("a favourite of nothing", "/api/v1/statuses/1/favourite", "", 404, NotFound),
        new("deleting the post of another", "DELETE /api/v1/statuses/{post}", null, 404, NotFound),
        new("deleting what one may not see", "DELETE /api/v1/statuses/{hidden}", null, 404, NotFound),
        new("deleting nothing", "DELETE /api/v1/statuses/1", null, 404, NotFound),

        Post("following oneself", "/api/v1/accounts/{ada}/follow", "", 403, "You cannot follow yourself."),
        Post("following nobody", "/api/v1/accounts/1/follow", "", 404, NotFound),
        Post("unfollowing nobody", "/api/v1/accounts/1/unfollow", "", 404, NotFound),
        Get("looking up nobody", "/api/v1/accounts/lookup?acct=nobody_of_this_name", 404, NotFound),
        Get("looking up somebody elsewhere", "/api/v1/accounts/lookup?acct={handle}@elsewhere.example", 404, NotFound),
        Get("looking up nothing", "/api/v1/accounts/lookup", 404, NotFound),
        Post("dismissing nothing", "/api/v1/notifications/1/dismiss", "", 404, NotFound),

        .. from id in (string[])["0", "-1", "1e9", "01", "99999999999999999999", "%5B%5D", "%20", "1%20", "1;drop", "%D9%A1", "null"]
           from path in (string[])["/api/v1/statuses/{0}", "/api/v1/accounts/{0}", "/api/v1/statuses/{0}/context", "/api/v1/notifications/{0}"]
           select Get($"the id {id} at {path}", string.Format(null, path, id), 404, NotFound),
        Get("an id that climbs", "/api/v1/statuses/..%2f1", 404, NotFound),
        .. from place in (string[])["max_id", "min_id", "since_id"]
           from id in (string[])["-1", "1e9", "x", "%E2%82%AC"]
           select Get($"{place}={id}", $"/api/v1/timelines/home?{place}={id}", 422, $"{place} must be an id: a string of decimal digits") with { Field = place },
        Get("41 ids at once", "/api/v1/statuses?" + string.Join('&', Enumerable.Range(1, 41).Select(id => $"id[]={id}")), 422, "More than 40 ids in one request") with { Field = "id" },
        Get("a search for nothing", "/api/v2/search?q=", 400, "param is missing or the value is empty: q"),
    ];
}
