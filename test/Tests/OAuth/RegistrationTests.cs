using Plaza.Tests.Support;

namespace Plaza.Tests.OAuth;

/// <summary>Registration of apps.</summary>
public sealed class RegistrationTests(SharedServerFixture shared) : IDisposable
{
    private readonly HttpClient _http = shared.Server.Client();

    [Theory]
    [InlineData("https://a.example/cb")]
    [InlineData("icecubesapp://")]
    [InlineData("com.example.app:/callback")]
    [InlineData("http://localhost:3000/cb")]
    [InlineData("urn:ietf:wg:oauth:2.0:oob")]
    public async Task An_app_registers_with_any_address_that_clients_have(string redirect)
    {
        var app = await _http.PostJsonAsync("/api/v1/apps", new { client_name = "A", redirect_uris = redirect, scopes = "read", website = "https://a.example/" });

        app.Text("redirect_uri").ShouldBe(redirect);
        app.Text("name").ShouldBe("A");
        app.Text("website").ShouldBe("https://a.example/");
        app.Id.ShouldMatch("^[0-9]+$");
        app.Text("client_secret").Length.ShouldBeGreaterThanOrEqualTo(43);
        app["client_secret_expires_at"]!.GetValue<int>().ShouldBe(0);
        app["vapid_key"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Several_addresses_come_as_lines_or_as_a_list()
    {
        var lines = await _http.PostJsonAsync("/api/v1/apps", new { client_name = "A", redirect_uris = "https://a.example/\nhttps://b.example/" });
        var list = await _http.PostJsonAsync("/api/v1/apps", new { client_name = "A", redirect_uris = (string[])["https://a.example/", "https://b.example/"] });

        foreach (var app in (System.Text.Json.Nodes.JsonNode[])[lines, list])
            app["redirect_uris"]!.AsArray().Select(uri => uri!.GetValue<string>()).ShouldBe(["https://a.example/", "https://b.example/"]);
        lines["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>()).ShouldBe(["read"]);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("blob:https://a.example/x")]
    [InlineData("/relative")]
    [InlineData("//a.example/")]
    [InlineData("a.example")]
    [InlineData("https://user:secret@a.example/")]
    [InlineData("https://a.example/#fragment")]
    [InlineData("https://")]
    [InlineData("https://ok.example/\njavascript:alert(1)")]
    [InlineData("")]
    public async Task A_dangerous_or_senseless_address_is_refused(string redirect)
    {
        var rejected = await _http.PostJsonAsync("/api/v1/apps", new { client_name = "A", redirect_uris = redirect, scopes = "read" }, 422);

        rejected["details"]!["redirect_uris"].ShouldNotBeNull();
        rejected.Text("error").ShouldStartWith("Validation failed: Redirect URI");
    }

    [Theory]
    [InlineData("client_name", "")]
    [InlineData("client_name", "   ")]
    [InlineData("client_name", "\u200B\u202D\u2800")]
    [InlineData("scopes", "read invented")]
    [InlineData("website", "javascript:alert(1)")]
    [InlineData("website", "not an address")]
    public async Task A_bad_field_is_refused_and_named(string name, string value)
    {
        Dictionary<string, string> fields = new() { ["client_name"] = "A", ["redirect_uris"] = "https://a.example/", ["scopes"] = "read" };
        fields[name] = value;

        (await _http.PostJsonAsync("/api/v1/apps", fields, 422))["details"]![name].ShouldNotBeNull();
    }

    public void Dispose() => _http.Dispose();
}
