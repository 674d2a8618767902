using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>The posting defaults of an account are stored, shown, and applied.</summary>
public sealed class PostingDefaultTests(SharedServerFixture shared)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task Defaults_are_stored_and_shown_in_source_and_preferences()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        var changed = await PatchAsync(ada, ("source[privacy]", "private"), ("source[sensitive]", "true"), ("source[language]", "de"));

        foreach (var account in (JsonNode[])[changed, await ada.Api.GetJsonAsync("/api/v1/accounts/verify_credentials")])
        {
            account["source"]!.Text("privacy").ShouldBe("private");
            account["source"]!.Is("sensitive").ShouldBeTrue();
            account["source"]!.Text("language").ShouldBe("de");
        }

        var preferences = await ada.Api.GetJsonAsync("/api/v1/preferences");
        preferences.Text("posting:default:visibility").ShouldBe("private");
        preferences.Is("posting:default:sensitive").ShouldBeTrue();
        preferences.Text("posting:default:language").ShouldBe("de");
    }

    [Fact]
    public async Task Defaults_apply_to_what_a_client_leaves_out_and_to_nothing_else()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        await PatchAsync(ada, ("source[privacy]", "private"), ("source[sensitive]", "1"), ("source[language]", "de"));

        var left = await ada.Api.PostJsonAsync("/api/v1/statuses", new { status = "left out" });
        var said = await ada.Api.PostJsonAsync("/api/v1/statuses", new { status = "said", visibility = "public", sensitive = false, language = "fr" });

        (left.Text("visibility"), left.Is("sensitive"), left.Text("language")).ShouldBe(("private", true, "de"));
        (said.Text("visibility"), said.Is("sensitive"), said.Text("language")).ShouldBe(("public", false, "fr"));
    }

    [Fact]
    public async Task Other_changes_leave_the_defaults_and_the_defaults_leave_the_profile()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        await PatchAsync(ada, ("source[privacy]", "unlisted"), ("display_name", "Ada L."));
        await PatchAsync(ada, ("note", "a bio"));

        var changed = await PatchAsync(ada, ("source[language]", "pt-BR"));

        changed["source"]!.Text("privacy").ShouldBe("unlisted");
        changed["source"]!.Text("note").ShouldBe("a bio");
        changed.Text("display_name").ShouldBe("Ada L.");
    }

    [Fact]
    public async Task Without_a_choice_the_language_is_the_servers()
    {
        await using var plaza = await PlazaTestServer.StartAsync(("Server:Language", "sv"));
        var ada = await plaza.CreateAccountAsync("ada");

        (await ada.WriteAsync("hej")).Text("language").ShouldBe("sv");
        (await ada.Api.GetJsonAsync("/api/v1/accounts/verify_credentials"))["source"]!.Text("language").ShouldBe("sv");
        (await ada.Api.GetJsonAsync("/api/v2/instance"))["languages"]!.AsArray().Select(one => one!.GetValue<string>()).ShouldBe(["sv"]);
    }

    [Theory]
    [InlineData("source[privacy]", "direct")]
    [InlineData("source[privacy]", "secret")]
    [InlineData("source[sensitive]", "perhaps")]
    [InlineData("source[language]", "not a language")]
    [InlineData("source[quote_policy]", "public")]
    public async Task An_invalid_default_is_rejected(string option, string value)
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        var rejected = await PatchAsync(ada, 422, (option, value));

        rejected["details"]![option].ShouldNotBeNull(rejected.ToJsonString());
    }

    [Fact]
    public async Task The_website_offers_the_default_and_boosts_follow_it()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await PatchAsync(ada, ("source[privacy]", "private"));
        using var signIn = await LoginSession.AsAsync(_plaza, ada);

        var post = (await bob.WriteAsync("boost me")).Id;

        using var home = await signIn.Browser.GetAsync("/home");
        (await home.Content.ReadAsStringAsync()).ShouldMatch("<option value=\"private\" selected");
        (await ada.BoostAsync(post)).Text("visibility").ShouldBe("private");
    }

    private static Task<JsonNode> PatchAsync(TestAccount person, params (string Name, string Value)[] fields) => PatchAsync(person, 200, fields);

    private static async Task<JsonNode> PatchAsync(TestAccount person, int status, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await person.Api.PatchAsync("/api/v1/accounts/update_credentials", content);
        return await response.JsonAsync(status);
    }
}
