using System.Text;
using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>
/// A parameter of the wrong shape is rejected by name, never ignored: an ignored visibility would publish a restricted post to everyone.
/// </summary>
public sealed class FieldShapeTests(SharedServerFixture shared, TwoAccountsFixture two) : IClassFixture<TwoAccountsFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = two.Ada;

    [Theory]
    [InlineData("""{"status":"a","visibility":{"a":"b"}}""", "visibility")]
    [InlineData("""{"status":"a","visibility":["private"]}""", "visibility")]
    [InlineData("""{"status":"a","visibility":{}}""", "visibility")]
    [InlineData("""{"status":"a","visibility":[]}""", "visibility")]
    [InlineData("""{"status":"a","visibility":[["direct"]]}""", "visibility")]
    [InlineData("""{"status":{"text":"a"}}""", "status")]
    [InlineData("""{"status":["a","b"]}""", "status")]
    [InlineData("""{"status":"a","in_reply_to_id":{"id":"1"}}""", "in_reply_to_id")]
    [InlineData("""{"status":"a","spoiler_text":["a"]}""", "spoiler_text")]
    [InlineData("""{"status":"a","sensitive":{"a":true}}""", "sensitive")]
    [InlineData("""{"status":"a","language":["de"]}""", "language")]
    [InlineData("""{"status":"a","poll":1}""", "poll")]
    [InlineData("""{"status":"a","scheduled_at":{"a":"2030-01-01"}}""", "scheduled_at")]
    [InlineData("""{"status":"a","media_ids":{}}""", "media_ids")]
    public async Task A_post_with_a_parameter_of_the_wrong_shape_is_rejected(string body, string field)
    {
        (await SendAsync(HttpMethod.Post, "/api/v1/statuses", body))["details"]![field].ShouldNotBeNull();

        (await _ada.IdsAsync($"/api/v1/accounts/{_ada.Account}/statuses")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"note":{"a":1}}""", "note")]
    [InlineData("""{"note":["a"]}""", "note")]
    [InlineData("""{"display_name":{}}""", "display_name")]
    [InlineData("""{"source":1}""", "source")]
    [InlineData("""{"source":"private"}""", "source")]
    [InlineData("""{"source":[{"privacy":"private"}]}""", "source")]
    [InlineData("""{"source":{"privacy":["private"]}}""", "source[privacy]")]
    [InlineData("""{"source":{"sensitive":{"a":true}}}""", "source[sensitive]")]
    [InlineData("""{"locked":{"a":false}}""", "locked")]
    [InlineData("""{"fields_attributes":1}""", "fields_attributes")]
    public async Task A_profile_with_a_parameter_of_the_wrong_shape_is_rejected(string body, string field) =>
        (await SendAsync(HttpMethod.Patch, "/api/v1/accounts/update_credentials", body))["details"]![field].ShouldNotBeNull();

    [Theory]
    [InlineData("/api/v1/markers", """{"home":1}""", "home")]
    [InlineData("/api/v1/markers", """{"home":["1"]}""", "home")]
    [InlineData("/api/v1/markers", """{"notifications":{"last_read_id":{"a":"1"}}}""", "notifications[last_read_id]")]
    [InlineData("/api/v1/accounts/{bob}/follow", """{"reblogs":{"a":true}}""", "reblogs")]
    [InlineData("/api/v1/accounts/{bob}/follow", """{"notify":[true]}""", "notify")]
    [InlineData("/api/v1/apps", """{"client_name":{"a":"b"},"redirect_uris":"urn:ietf:wg:oauth:2.0:oob"}""", "client_name")]
    [InlineData("/api/v1/apps", """{"client_name":"a","redirect_uris":{"a":"urn:ietf:wg:oauth:2.0:oob"}}""", "redirect_uris")]
    [InlineData("/api/v1/apps", """{"client_name":"a","redirect_uris":[["urn:ietf:wg:oauth:2.0:oob"]]}""", "redirect_uris")]
    [InlineData("/api/v1/apps", """{"client_name":"a","redirect_uris":"urn:ietf:wg:oauth:2.0:oob","scopes":["read"]}""", "scopes")]
    public async Task Any_other_parameter_of_the_wrong_shape_is_rejected(string path, string body, string field) =>
        (await SendAsync(HttpMethod.Post, path.Replace("{bob}", two.Bob.Account.ToString(), StringComparison.Ordinal), body))["details"]![field].ShouldNotBeNull();

    [Theory]
    [InlineData("/api/v1/timelines/home?limit[a]=1", "limit")]
    [InlineData("/api/v1/timelines/home?limit[]=1", "limit")]
    [InlineData("/api/v1/timelines/home?max_id[]=1", "max_id")]
    [InlineData("/api/v1/accounts/relationships?id[a]=1", "id")]
    [InlineData("/api/v2/search?q[]=a", "q")]
    [InlineData("/api/v1/notifications?types[a]=mention", "types")]
    public async Task So_is_one_in_a_query(string path, string field) =>
        (await _ada.Api.GetJsonAsync(path, 422))["details"]![field].ShouldNotBeNull();

    [Fact]
    public async Task An_OAuth_endpoint_reports_the_error_in_the_format_of_OAuth()
    {
        var app = await ClientApp.RegisterAsync(_plaza);
        foreach (var body in (object[])[
            new { grant_type = new { a = "client_credentials" }, client_id = app.Id, client_secret = app.Secret },
            new { grant_type = "client_credentials", client_id = new { a = app.Id }, client_secret = app.Secret }])
        {
            (await app.Http.PostJsonAsync("/oauth/token", body, 400)).Text("error").ShouldBe("invalid_request");
        }
    }

    [Fact]
    public async Task Formats_that_clients_send_stay_accepted()
    {
        foreach (var body in (string[])[
            """{"source":{"privacy":"unlisted"},"note":null,"fields_attributes":[],"attribution_domains":[]}""",
            """{"source":null,"locked":null,"fields_attributes":{}}""",
            """{"source":{}}"""])
        {
            await SendAsync(HttpMethod.Patch, "/api/v1/accounts/update_credentials", body, 200);
        }

        var post = await SendAsync(HttpMethod.Post, "/api/v1/statuses", """{"status":"a","media_ids":[],"poll":null,"in_reply_to_id":null,"visibility":"private"}""", 200);
        using var deleted = await _ada.Api.DeleteAsync($"/api/v1/statuses/{post.Id}");
        post.Text("visibility").ShouldBe("private");
        await SendAsync(HttpMethod.Post, "/api/v1/markers", """{"home":{"last_read_id":1}}""", 200);
        await _ada.Api.GetJsonAsync($"/api/v1/accounts/relationships?id={two.Bob.Account}");
        await _ada.Api.GetJsonAsync($"/api/v1/accounts/relationships?id[0]={two.Bob.Account}");
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string body, int status = 422)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await _ada.Api.SendAsync(request);
        return await response.JsonAsync(status);
    }
}
