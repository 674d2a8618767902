using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>JSON on which Tusky, IceCubes and other clients fail when a field is missing, null or of another type.</summary>
public sealed class ShapeTests(SharedServerFixture shared, TwoAccountsFixture two) : IClassFixture<TwoAccountsFixture>
{
    private const string Time = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$";

    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = two.Ada;
    private readonly TestAccount _bob = two.Bob;

    private static readonly string[] NeverNullInStatus =
    [
        "id", "uri", "url", "account", "content", "created_at", "emojis", "replies_count", "reblogs_count", "favourites_count", "sensitive",
        "spoiler_text", "visibility", "media_attachments", "mentions", "tags", "favourited", "reblogged", "muted", "bookmarked", "filtered",
    ];

    private static readonly string[] NeverNullInAccount =
    [
        "id", "username", "acct", "display_name", "note", "url", "avatar", "avatar_static", "header", "header_static", "locked", "bot", "emojis", "fields",
        "created_at", "followers_count", "following_count", "statuses_count", "discoverable", "group",
    ];

    private static readonly string[] NeverNullInRelationship =
    [
        "id", "following", "showing_reblogs", "notifying", "followed_by", "blocking", "blocked_by", "muting", "muting_notifications", "requested",
        "domain_blocking", "endorsed", "note",
    ];

    [Fact]
    public async Task A_status_has_all_fields_that_clients_decode_as_required()
    {
        var root = await _bob.WriteAsync("root");
        var status = await _ada.WriteAsync($"hello @{_bob.Handle} #shape https://example.org/", inReplyTo: root.Id);
        var boost = await _bob.BoostAsync(status.Id);

        foreach (var one in (JsonNode[])[status, boost, boost["reblog"]!])
        {
            ShouldHave(one, NeverNullInStatus);
            ShouldHave(one["account"]!, NeverNullInAccount);
            one.Text("created_at").ShouldMatch(Time);
            one["account"]!.Text("created_at").ShouldMatch(Time);
            one["account"]!.Text("last_status_at").ShouldMatch(@"^\d{4}-\d\d-\d\d$");
            one.Text("url").ShouldStartWith(_plaza.Url.ToString());
        }

        ShouldHave(status["mentions"]![0]!, ["id", "username", "url", "acct"]);
        ShouldHave(status["tags"]![0]!, ["name", "url"]);
        status["mentions"]![0]!.Id.ShouldBe(_bob.Account.ToString());
        status["tags"]![0]!.Text("name").ShouldBe("shape");
    }

    [Fact]
    public async Task Whoever_has_no_token_gets_no_flags_of_a_viewer()
    {
        var post = await _ada.WriteAsync("seen by all");
        using var nobody = _plaza.Client();

        var status = await nobody.GetJsonAsync($"/api/v1/statuses/{post.Id}");

        foreach (var flag in (string[])["favourited", "reblogged", "muted", "bookmarked", "pinned", "filtered"])
            status.AsObject().ContainsKey(flag).ShouldBeFalse(flag);
    }

    [Fact]
    public async Task Ids_are_strings_of_digits_everywhere()
    {
        var mention = await _bob.WriteAsync($"@{_ada.Handle}");
        await _plaza.QuietAsync();
        var notifications = await _ada.Api.GetJsonAsync("/api/v1/notifications?limit=1");
        var everything = new JsonArray(mention, notifications, await _ada.Api.GetJsonAsync($"/api/v1/accounts/relationships?id={_bob.Account}"));

        foreach (var id in IdsIn(everything))
            id.GetValue<string>().ShouldMatch("^[0-9]{1,19}$");
        notifications[0]!.Text("created_at").ShouldMatch(Time);
        notifications[0]!["group_key"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_relationship_and_the_own_account_are_whole()
    {
        ShouldHave((await _ada.Api.GetJsonAsync($"/api/v1/accounts/relationships?id={_bob.Account}"))[0]!, NeverNullInRelationship);
        var own = await _ada.Api.GetJsonAsync("/api/v1/accounts/verify_credentials");
        ShouldHave(own, NeverNullInAccount);
        ShouldHave(own["source"]!, ["note", "privacy", "sensitive", "fields", "follow_requests_count"]);
        own["role"].ShouldNotBeNull();
        (await _bob.Api.GetJsonAsync($"/api/v1/accounts/{_ada.Account}"))["source"].ShouldBeNull();
    }

    [Fact]
    public async Task Text_is_escaped_and_links_to_own_pages_are_absolute()
    {
        var status = await _ada.WriteAsync($"<script>alert(1)</script> @{_bob.Handle} #tag");

        status.Text("content").ShouldContain("&lt;script&gt;");
        status.Text("content").ShouldNotContain("<script");
        status.Text("content").ShouldNotContain("href=\"/");
        status.Text("content").ShouldContain($"href=\"{_plaza.Url}@{_bob.Handle}\"");
    }

    private static void ShouldHave(JsonNode node, string[] names)
    {
        foreach (var name in names)
            node[name].ShouldNotBeNull($"{name} in {node.ToJsonString()}");
    }

    private static IEnumerable<JsonNode> IdsIn(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(IdsIn),
        JsonObject some => some.Where(field => field.Key is "id" or "in_reply_to_id" or "in_reply_to_account_id").Select(field => field.Value).OfType<JsonNode>()
            .Concat(some.Select(field => field.Value).SelectMany(IdsIn)),
        _ => [],
    };
}
