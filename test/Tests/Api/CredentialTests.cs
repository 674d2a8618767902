using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

public sealed class CredentialTests(SharedServerFixture shared)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task Name_and_bio_are_changed_and_what_is_not_sent_stays()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        var changed = await PatchAsync(ada, [new("display_name", "Ada L."), new("note", "counts <b>")]);
        var again = await PatchAsync(ada, [new("display_name", "Lady Ada")]);

        changed.Text("display_name").ShouldBe("Ada L.");
        again.Text("display_name").ShouldBe("Lady Ada");
        again["source"]!.Text("note").ShouldBe("counts <b>");
        again.Text("note").ShouldBe("<p>counts &lt;b&gt;</p>");
        (await _plaza.Client().GetJsonAsync($"/api/v1/accounts/{ada.Account}")).Text("display_name").ShouldBe("Lady Ada");
        (await PatchAsync(ada, [new("display_name", "")])).Text("display_name").ShouldBe(ada.Handle);
    }

    [Theory]
    [InlineData("\u200B\u202D")]
    [InlineData("\u2800 \u3164")]
    [InlineData("\u202D \u2066")]
    public async Task A_name_of_which_nothing_can_be_seen_is_none(string name)
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        (await PatchAsync(ada, [new("display_name", name)])).Text("display_name").ShouldBe(ada.Handle);
    }

    [Fact]
    public async Task Blanks_around_a_name_and_a_bio_are_dropped_and_blank_lines_part_paragraphs()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        var changed = await PatchAsync(ada, [new("display_name", "\u200B\u3000 Ada \n L.\uFEFF"), new("note", "\u2003\r\na\u2028b\r\n \r\n\r\n\u2029c é😀\n\u200B")]);

        changed.Text("display_name").ShouldBe("Ada L.");
        changed["source"]!.Text("note").ShouldBe("a\nb\n\nc é😀");
        changed.Text("note").ShouldBe("<p>a<br />b</p><p>c é😀</p>");
        (await PatchAsync(ada, [new("note", "\u200B \n")])).Text("note").ShouldBe("");
        (await PatchAsync(ada, [new("note", new string('x', 500) + new string('\n', 11_000))])).Text("note").Length.ShouldBe(507);
    }

    [Theory]
    [InlineData("display_name", 31)]
    [InlineData("note", 501)]
    public async Task A_name_or_bio_that_is_too_long_is_refused_and_the_field_named(string field, int length)
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        var rejected = await PatchAsync(ada, [new(field, new string('x', length))], 422);

        rejected["details"]![field].ShouldNotBeNull(rejected.ToJsonString());
    }

    [Fact]
    public async Task Accounts_posts_and_hashtags_are_found()
    {
        var ada = await _plaza.CreateAccountAsync("searchable");
        var post = await ada.WriteAsync("find #me_by_name");
        using var nobody = _plaza.Client();

        (await SearchAsync("q=searchabl&type=accounts"))["accounts"]!.Ids.ShouldContain(ada.Account.ToString());
        (await SearchAsync($"q=@{ada.Handle}"))["accounts"]!.Ids.ShouldContain(ada.Account.ToString());
        (await SearchAsync($"q={Uri.EscapeDataString(post.Text("url"))}"))["statuses"]!.Ids.ShouldBe([post.Id]);
        (await SearchAsync("q=%23me_by_name"))["hashtags"]![0]!.Text("name").ShouldBe("me_by_name");
        (await SearchAsync("q=searchabl&offset=20"))["accounts"]!.AsArray().ShouldBeEmpty();
        (await SearchAsync("q=searchabl&type=statuses"))["accounts"]!.AsArray().ShouldBeEmpty();

        Task<System.Text.Json.Nodes.JsonNode> SearchAsync(string query) => nobody.GetJsonAsync($"/api/v2/search?{query}");
    }

    [Fact]
    public async Task Two_changes_at_once_do_not_undo_each_other()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(PatchAsync(ada, [new("display_name", $"name {round}")]), PatchAsync(ada, [new("note", $"note {round}")]));

            var now = await ada.Api.GetJsonAsync("/api/v1/accounts/verify_credentials");
            now.Text("display_name").ShouldBe($"name {round}");
            now["source"]!.Text("note").ShouldBe($"note {round}");
        }
    }

    [Fact]
    public async Task The_creation_time_of_an_account_is_rounded_to_the_day()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        (await ada.Api.GetJsonAsync($"/api/v1/accounts/{ada.Account}")).Text("created_at").ShouldEndWith("T00:00:00.000Z");
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> PatchAsync(TestAccount person, KeyValuePair<string, string>[] form, int status = 200)
    {
        using var response = await person.Api.PatchAsync("/api/v1/accounts/update_credentials", new FormUrlEncodedContent(form));
        return await response.JsonAsync(status);
    }
}
