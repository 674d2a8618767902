using System.Text;
using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

public sealed class StatusTests(SharedServerFixture shared, OneAccountFixture one) : IClassFixture<OneAccountFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = one.Person;

    [Theory]
    [InlineData("form")]
    [InlineData("json")]
    [InlineData("multipart")]
    [InlineData("json without a type")]
    [InlineData("form without a type")]
    public async Task A_post_is_the_same_however_it_is_sent(string kind)
    {
        using HttpContent content = kind switch
        {
            "form" or "form without a type" => new StringContent("status=a+b+%C3%A4+%26&visibility=unlisted&sensitive=1&language=de&spoiler_text=cw&media_ids[]=", Encoding.UTF8, "application/x-www-form-urlencoded"),
            "multipart" => new MultipartFormDataContent
            {
                { new StringContent("a b ä &"), "status" }, { new StringContent("unlisted"), "visibility" }, { new StringContent("true"), "sensitive" },
                { new StringContent("de"), "language" }, { new StringContent("cw"), "spoiler_text" },
            },
            _ => new StringContent("""{"status":"a b ä &","visibility":"unlisted","sensitive":true,"language":"de","spoiler_text":"cw","media_ids":[],"poll":null}""", Encoding.UTF8, "application/json"),
        };
        if (kind.EndsWith("without a type", StringComparison.Ordinal))
            content.Headers.ContentType = null;

        using var response = await _ada.Api.PostAsync("/api/v1/statuses", content);
        var status = await response.JsonAsync();

        status.Text("content").ShouldBe("<p>a b ä &amp;</p>");
        status.Text("visibility").ShouldBe("unlisted");
        status.Is("sensitive").ShouldBeTrue();
        status.Text("language").ShouldBe("de");
        status.Text("spoiler_text").ShouldBe("cw");
    }

    [Fact]
    public async Task The_same_idempotency_key_gives_the_same_post_and_another_key_another_one()
    {
        var first = await WriteWithKeyAsync(_ada, "one key");
        var again = await WriteWithKeyAsync(_ada, "one key");
        var other = await WriteWithKeyAsync(_ada, "another key");

        again.ShouldBe(first);
        other.ShouldNotBe(first);
    }

    [Fact]
    public async Task An_idempotency_key_is_the_authors_own()
    {
        var bob = await _plaza.CreateAccountAsync("bob");

        var first = await WriteWithKeyAsync(_ada, "mine");

        (await WriteWithKeyAsync(bob, "mine")).ShouldNotBe(first);
    }

    [Fact]
    public async Task Fifty_requests_at_once_with_one_key_make_one_post()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => WriteWithKeyAsync(_ada, "all at once")));

        ids.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task The_response_to_a_deletion_has_the_source_text_and_the_post_is_deleted_everywhere()
    {
        var post = await _ada.WriteAsync("as *typed* #deleted_here\n@nobody");

        using var response = await _ada.Api.DeleteAsync($"/api/v1/statuses/{post.Id}");

        (await response.JsonAsync()).Text("text").ShouldBe("as *typed* #deleted_here\n@nobody");
        await _ada.ReadAsync(post.Id, 404);
        await _ada.Api.GetJsonAsync($"/api/v1/statuses/{post.Id}/context", 404);
        (await _ada.IdsAsync("/api/v1/timelines/tag/deleted_here")).ShouldBeEmpty();
        (await _ada.IdsAsync("/api/v1/timelines/home")).ShouldNotContain(post.Id);
        (await _ada.IdsAsync($"/api/v1/accounts/{_ada.Account}/statuses")).ShouldNotContain(post.Id);
        (await _plaza.Client().GetAsync($"/@{_ada.Handle}/{post.Id}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Several_posts_are_read_at_once_in_the_requested_order_without_missing_ones()
    {
        var (first, second) = ((await _ada.WriteAsync("1")).Id, (await _ada.WriteAsync("2")).Id);

        (await _ada.IdsAsync($"/api/v1/statuses?id[]={second}&id[]=1&id[]={first}&id[]={second}")).ShouldBe([second, first]);
    }

    [Fact]
    public async Task The_source_is_visible_to_all_who_may_see_the_post()
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        var (post, secret) = (await _ada.WriteAsync("a <b>"), await _ada.WriteAsync("secret", "direct"));

        (await _ada.Api.GetJsonAsync($"/api/v1/statuses/{post.Id}/source")).Text("text").ShouldBe("a <b>");
        (await bob.Api.GetJsonAsync($"/api/v1/statuses/{post.Id}/source")).Text("text").ShouldBe("a <b>");
        await bob.Api.GetJsonAsync($"/api/v1/statuses/{secret.Id}/source", 404);
        (await bob.Api.GetJsonAsync($"/api/v1/statuses/{post.Id}/history"))[0]!.Text("content").ShouldBe("<p>a &lt;b&gt;</p>");
    }

    [Theory]
    [InlineData("""{"status":"","spoiler_text":" a #warning "}""")]
    [InlineData("""{"spoiler_text":"a #warning"}""")]
    [InlineData("""{"status":" \n\u200b","spoiler_text":"a #warning"}""")]
    public async Task A_warning_in_front_of_nothing_is_the_text(string body)
    {
        using var response = await _ada.Api.PostAsync("/api/v1/statuses", new StringContent(body, Encoding.UTF8, "application/json"));
        var status = await response.JsonAsync();

        status.Text("content").ShouldContain("a <a");
        status["tags"]![0]!.Text("name").ShouldBe("warning");
        status.Text("spoiler_text").ShouldBeEmpty();
        status.Is("sensitive").ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" ", "\u200b")]
    public async Task Blank_text_and_warning_are_rejected_in_Mastodons_words(string text, string warning)
    {
        var rejected = await _ada.Api.PostJsonAsync("/api/v1/statuses", new { status = text, spoiler_text = warning }, 422);

        rejected.Text("error").ShouldBe("Validation failed: Text can't be blank");
    }

    [Fact]
    public async Task A_post_of_exactly_500_characters_is_published()
    {
        var status = await _ada.WriteAsync(new('x', 500));

        status.Text("content").Length.ShouldBe(507);
    }

    [Theory]
    [InlineData("en-US", "en")]
    [InlineData("PT_br", "pt")]
    [InlineData("gsw", "gsw")]
    [InlineData("zh-TW", "zh-TW")]
    [InlineData("ZH-tw", "zh-TW")]
    [InlineData("zh_hk", "zh-HK")]
    [InlineData("zh-cn", "zh-CN")]
    [InlineData("zh-yue", "zh-YUE")]
    [InlineData("zh-Hant-TW", "zh")]
    [InlineData("zh-TW-x-private", "zh")]
    [InlineData("zh-", "zh")]
    [InlineData("-TW", "en")]
    [InlineData("漢字", "en")]
    [InlineData("nonsense", "en")]
    [InlineData("1", "en")]
    [InlineData("", "en")]
    public async Task A_language_is_kept_as_Mastodon_lists_it_and_what_is_none_is_the_default(string sent, string stored)
    {
        var status = await _ada.Api.PostJsonAsync("/api/v1/statuses", new { status = "hello", language = sent });

        status.Text("language").ShouldBe(stored);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("form")]
    [InlineData("website")]
    public async Task White_space_around_a_post_and_its_warning_is_dropped_before_it_is_counted(string way)
    {
        var (text, warning) = ("\u3000\r\n" + new string('x', 490) + "\r\n\r\n \r\n\r\ny" + new string(' ', 30_000), " \u200B warning\n\n");
        var id = way switch
        {
            "json" => (await _ada.Api.PostJsonAsync("/api/v1/statuses", new { status = text, spoiler_text = warning })).Id,
            "form" => await SendFormAsync(),
            _ => await PostWithTokenAsync(),
        };

        var status = await _ada.ReadAsync(id);
        status.Text("content").ShouldBe($"<p>{new string('x', 490)}</p><p>y</p>");
        status.Text("spoiler_text").ShouldBe("warning");
        (await _ada.Api.GetJsonAsync($"/api/v1/statuses/{id}/source")).Text("text").ShouldBe(new string('x', 490) + "\n\ny");

        async Task<string> SendFormAsync()
        {
            using var response = await _ada.Api.PostAsync("/api/v1/statuses", new FormUrlEncodedContent([new("status", text), new("spoiler_text", warning)]));
            return (await response.JsonAsync()).Id;
        }

        async Task<string> PostWithTokenAsync()
        {
            var visitor = new PageClient(_plaza.Client());
            await visitor.LogInAsync(_ada.Handle, TestAccount.Password);
            using var response = await visitor.PostWithTokenAsync("/home", "/posts", ("text", text), ("content_warning", warning), ("visibility", "public"));
            return response.Headers.Location!.ToString().Split('=')[^1];
        }
    }

    private static async Task<string> WriteWithKeyAsync(TestAccount author, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/statuses") { Content = new FormUrlEncodedContent([new("status", "once")]) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await author.Api.SendAsync(request);
        return (await response.JsonAsync()).Id;
    }
}
