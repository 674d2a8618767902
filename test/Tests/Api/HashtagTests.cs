using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>Every spelling of a hashtag is the same hashtag, whether published, listed, filtered or looked up.</summary>
public sealed class HashtagTests(SharedServerFixture shared)
{
    private const string Decomposed = "cafe\u0301";

    private readonly PlazaTestServer _plaza = shared.Server;

    [Theory]
    [InlineData("Caf\u00E9_{0}", "cafe\u0301_{0}", "caf\u00E9_{0}")]
    [InlineData("Straße_{0}", "STRASSE_{0}", "strasse_{0}")]
    [InlineData("ﷺ_{0}", "صلى_{0}", null)]
    public async Task A_hashtag_is_found_in_all_spellings_and_shown_as_typed(string first, string second, string? key)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        (first, second, key) = (Named(first, ada), Named(second, ada), key is null ? null : Named(key, ada));
        var one = await ada.WriteAsync($"one #{first}");
        var two = await ada.WriteAsync($"two #{second}");
        using var nobody = _plaza.Client();

        one.Text("content").ShouldContain($"#<span>{first}</span>");
        two.Text("content").ShouldContain($"#<span>{second}</span>");
        foreach (var spelling in (string[])[first, second])
        {
            var name = Uri.EscapeDataString(spelling);
            string[] expected = key is not null ? [two.Id, one.Id] : spelling == first ? [one.Id] : [two.Id];
            (await nobody.GetJsonAsync($"/api/v1/timelines/tag/{name}")).Ids.ShouldBe(expected, ignoreOrder: false, spelling);
            (await nobody.GetJsonAsync($"/api/v1/accounts/{ada.Account}/statuses?tagged={name}")).Ids.ShouldBe(expected, ignoreOrder: false, spelling);
            (await nobody.GetJsonAsync($"/api/v2/search?type=hashtags&q=%23{name}"))["hashtags"]!.AsArray().Count.ShouldBe(1, spelling);
            var page = await nobody.GetStringAsync($"/tags/{name}");
            expected.ShouldAllBe(id => page.Contains($"/@{ada.Handle}/{id}", StringComparison.Ordinal), spelling);
            if (key is not null)
            {
                one["tags"]![0]!.Text("name").ShouldBe(key);
                (await nobody.GetJsonAsync($"/api/v1/tags/{name}")).Text("name").ShouldBe(key);
            }
        }
    }

    [Theory]
    [InlineData("a%20b")]
    [InlineData("%21")]
    public async Task Invalid_hashtags_are_not_found(string name)
    {
        using var nobody = _plaza.Client();

        await nobody.GetJsonAsync($"/api/v1/tags/{name}", 404);
        (await nobody.GetJsonAsync($"/api/v1/timelines/tag/{name}")).Ids.ShouldBeEmpty();
        using var page = await nobody.GetAsync($"/tags/{name}");
        ((int)page.StatusCode).ShouldBe(404);
    }

    [Fact, Trait("Database", "Sqlite")]
    public async Task Hashtags_that_an_older_version_stored_are_found_in_all_spellings_after_the_upgrade()
    {
        var folder = MigratedDatabase.NewFolder();
        var plaza = await PlazaTestServer.StartAsync(folder);
        var ada = await plaza.CreateAccountAsync("ada");
        var one = (await ada.WriteAsync("#Cafe\u0301 #plain")).Id;
        var both = (await ada.WriteAsync("#CAF\u00C9 #other")).Id;
        await plaza.StopAsync();
        folder.Tamper(
            $"""
            update post_tags set tag = '{Decomposed}' where post = {one} and tag = 'café';
            insert into post_tags (tag, post) values ('{Decomposed}', {both}), ('ｏther', {both});
            delete from __EFMigrationsHistory where MigrationId like '%_FoldHashtags';
            """);

        await using var upgraded = await PlazaTestServer.StartAsync(folder);
        using var nobody = upgraded.Client();
        (await nobody.GetJsonAsync("/api/v1/timelines/tag/CAF%C3%89")).Ids.ShouldBe([both, one]);
        (await nobody.GetJsonAsync("/api/v1/timelines/tag/plain")).Ids.ShouldBe([one]);
        folder.Rows("select tag from post_tags order by tag, post", row => row.GetString(0)).ShouldBe(["café", "café", "other", "plain"]);
    }

    private static string Named(string pattern, TestAccount by) => pattern.Replace("{0}", by.Handle, StringComparison.Ordinal);
}
