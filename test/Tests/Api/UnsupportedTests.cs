using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>Options without an effect are rejected with a reason, never answered with 200 or 404.</summary>
public sealed class UnsupportedTests(SharedServerFixture shared, TwoAccountsFixture two) : IClassFixture<TwoAccountsFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = two.Ada;

    [Theory]
    [InlineData("locked", "true")]
    [InlineData("locked", "1")]
    [InlineData("bot", "true")]
    [InlineData("discoverable", "false")]
    [InlineData("indexable", "true")]
    [InlineData("hide_collections", "true")]
    [InlineData("attribution_domains[]", "example.org")]
    [InlineData("fields_attributes[0][name]", "web")]
    [InlineData("avatar", "data:image/png;base64,AAAA")]
    public async Task An_option_of_the_profile_that_would_have_no_effect_is_rejected_and_nothing_is_changed(string option, string value)
    {
        var rejected = await PatchAsync(new FormUrlEncodedContent([new("display_name", "Changed"), new(option, value)]), 422);

        rejected.Text("error").ShouldEndWith("not supported yet");
        rejected["details"]![option.Split('[')[0]].ShouldNotBeNull();
        (await _ada.Api.GetJsonAsync("/api/v1/accounts/verify_credentials")).Text("display_name").ShouldNotBe("Changed");
    }

    [Fact]
    public async Task An_option_in_JSON_or_multipart_is_rejected_too()
    {
        using var json = new StringContent("""{"locked":true}""", System.Text.Encoding.UTF8, "application/json");
        using var multipart = new MultipartFormDataContent { { new StringContent("true"), "locked" } };
        using var nested = new StringContent("""{"fields_attributes":[{"name":"a","value":"b"}]}""", System.Text.Encoding.UTF8, "application/json");

        foreach (var body in (HttpContent[])[json, multipart, nested])
            (await PatchAsync(body, 422)).Text("error").ShouldEndWith("not supported yet");
    }

    [Fact]
    public async Task Options_that_state_what_is_so_are_taken()
    {
        var taken = await PatchAsync(
            new FormUrlEncodedContent(
            [
                new("locked", "false"), new("bot", "0"), new("discoverable", "true"), new("indexable", "false"), new("hide_collections", ""),
                new("attribution_domains[]", ""), new("fields_attributes[0][name]", ""), new("fields_attributes[0][value]", ""), new("note", "taken"),
            ]),
            200);

        taken["source"]!.Text("note").ShouldBe("taken");
    }

    [Fact]
    public async Task A_switch_that_is_neither_yes_nor_no_is_rejected() =>
        (await PatchAsync(new FormUrlEncodedContent([new("locked", "perhaps")]), 422)).Text("error").ShouldBe("locked must be true or false");

    [Theory]
    [InlineData("POST", "v1/accounts/{account}/block")]
    [InlineData("POST", "v1/accounts/{account}/unblock")]
    [InlineData("POST", "v1/accounts/{account}/mute")]
    [InlineData("POST", "v1/accounts/{account}/unmute")]
    [InlineData("POST", "v1/accounts/{account}/note")]
    [InlineData("POST", "v1/accounts/{account}/remove_from_followers")]
    [InlineData("POST", "v1/accounts/{account}/endorse")]
    [InlineData("POST", "v1/domain_blocks")]
    [InlineData("DELETE", "v1/domain_blocks")]
    [InlineData("POST", "v1/statuses/{post}/bookmark")]
    [InlineData("POST", "v1/statuses/{post}/unbookmark")]
    [InlineData("POST", "v1/statuses/{post}/pin")]
    [InlineData("POST", "v1/statuses/{post}/mute")]
    [InlineData("PUT", "v1/statuses/{post}")]
    [InlineData("POST", "v1/statuses/{post}/translate")]
    [InlineData("POST", "v1/reports")]
    [InlineData("POST", "v1/lists")]
    [InlineData("DELETE", "v1/lists/1/accounts")]
    [InlineData("POST", "v1/filters")]
    [InlineData("POST", "v2/filters")]
    [InlineData("PUT", "v2/filters/keywords/1")]
    [InlineData("POST", "v1/tags/x/follow")]
    [InlineData("POST", "v1/featured_tags")]
    [InlineData("POST", "v1/polls/1/votes")]
    [InlineData("POST", "v1/media")]
    [InlineData("POST", "v2/media")]
    [InlineData("PUT", "v1/media/1")]
    [InlineData("DELETE", "v1/conversations/1")]
    [InlineData("POST", "v1/follow_requests/{account}/authorize")]
    [InlineData("PATCH", "v2/notifications/policy")]
    [InlineData("POST", "v1/push/subscription")]
    [InlineData("PUT", "v1/scheduled_statuses/1")]
    [InlineData("DELETE", "v1/profile/avatar")]
    [InlineData("POST", "v1/admin/accounts/1/action")]
    [InlineData("POST", "v1/collections")]
    public async Task A_documented_write_that_is_missing_says_so(string method, string path)
    {
        var post = (await _ada.WriteAsync("something to act on")).Id;
        var full = "/api/" + path.Replace("{account}", two.Bob.Account.ToString(), StringComparison.Ordinal).Replace("{post}", post, StringComparison.Ordinal);

        using var response = await _ada.Api.SendAsync(new(new(method), full));

        (await response.JsonAsync(422)).Text("error").ShouldEndWith("not supported yet");
    }

    [Fact]
    public async Task A_missing_write_still_asks_for_a_token()
    {
        using var nobody = _plaza.Client();

        using var response = await nobody.PostAsync($"/api/v1/accounts/{_ada.Account}/block", null);

        (await response.JsonAsync(401)).Text("error").ShouldBe("The access token is invalid");
    }

    [Fact]
    public async Task Whoever_signs_up_through_an_app_is_led_to_the_website()
    {
        using var rejection = await _ada.Api.PostAsync("/api/v1/accounts", null);
        var place = await _ada.Api.GetJsonAsync("/api/v2/instance");

        (await rejection.JsonAsync(422)).Text("error").ShouldContain($"{_plaza.Url}signup");
        place["registrations"]!.Is("enabled").ShouldBeFalse();
        place["registrations"]!.Text("url").ShouldBe($"{_plaza.Url}signup");
        place["registrations"]!.Text("message").ShouldContain($"{_plaza.Url}signup");
        (await _ada.Api.GetJsonAsync("/api/v1/instance")).Is("registrations").ShouldBeFalse();
    }

    private async Task<JsonNode> PatchAsync(HttpContent body, int status)
    {
        using var response = await _ada.Api.PatchAsync("/api/v1/accounts/update_credentials", body);
        return await response.JsonAsync(status);
    }
}
