using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Queries.Caching;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Web;

/// <summary>The cached rendered pages of anonymous visitors.</summary>
public sealed class AnonymousPageCacheTests : IAsyncLifetime
{
    private readonly VirtualTimeProvider _clock = new();
    private PlazaTestServer? _plaza;
    private TestAccount? _ada;
    private HttpClient? _stranger;

    private PlazaTestServer Plaza => _plaza!;

    private TestAccount Ada => _ada!;

    private HttpClient Stranger => _stranger!;

    public async ValueTask InitializeAsync()
    {
        _plaza = await PlazaTestServer.StartAsync(_clock);
        _ada = await _plaza.CreateAccountAsync();
        _stranger = _plaza.Client();
    }

    public async ValueTask DisposeAsync()
    {
        Stranger.Dispose();
        await Plaza.DisposeAsync();
    }

    [Fact]
    public async Task A_page_is_rendered_once_and_then_given_as_it_is()
    {
        var post = (await Ada.WriteAsync("good #morning")).Id;
        foreach (var path in (string[])["/", $"/@{Ada.Handle}", $"/@{Ada.Handle}/{post}", "/tags/morning"])
        {
            using var rendered = await Stranger.GetAsync(path);
            var stored = Pages.Find(path, _ => true).ShouldNotBeNull(path);
            using var given = await Stranger.GetAsync(path);

            Pages.Find(path, _ => true).ShouldBeSameAs(stored);
            (await given.Content.ReadAsByteArrayAsync()).ShouldBe(stored.Html);
            (await rendered.Content.ReadAsByteArrayAsync()).ShouldBe(stored.Html);
            Headers(given).ShouldBe(Headers(rendered));
        }
    }

    [Fact]
    public async Task It_holds_nothing_of_anybodys_own()
    {
        await Ada.WriteAsync("hello");
        var path = $"/@{Ada.Handle}";
        var browser = new PageClient(Plaza.Client());
        await browser.LogInAsync(Ada.Handle, TestAccount.Password);
        var own = await browser.ReadAsync(path);
        own.Html.ShouldContain("__RequestVerificationToken");
        Pages.Find(path, _ => true).ShouldBeNull();

        using var given = await Stranger.GetAsync(path);

        given.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await given.Content.ReadAsStringAsync()).ShouldNotContain("__RequestVerificationToken");
        (await browser.ReadAsync(path)).Html.ShouldContain("Edit profile");
    }

    [Fact]
    public async Task Relative_times_are_correct()
    {
        var post = (await Ada.WriteAsync("hello")).Id;
        var reply = await Ada.WriteAsync("and again", inReplyTo: post);
        var path = $"/@{Ada.Handle}/{post}";
        (await WhenAsync(path)).ShouldBe("now");

        foreach (var (passes, shown) in ((TimeSpan, string)[])[(TimeSpan.FromSeconds(59), "now"), (TimeSpan.FromSeconds(1), "1 min"), (TimeSpan.FromMinutes(59), "1 h")])
        {
            _clock.Advance(passes);
            (await WhenAsync(path)).ShouldBe(shown, $"{reply.Id}");
        }
    }

    [Fact]
    public async Task While_nothing_changes_a_page_is_cached_for_longer_than_the_popular_hashtags()
    {
        await Ada.WriteAsync("good #morning");
        await Plaza.QuietAsync();
        _clock.Advance(TimeSpan.FromMinutes(61));
        using var rendered = await Stranger.GetAsync("/");
        var stored = Pages.Find("/", _ => true).ShouldNotBeNull();

        _clock.Advance(TimeSpan.FromMinutes(3));
        using var given = await Stranger.GetAsync("/");

        Pages.Find("/", _ => true).ShouldBeSameAs(stored);
    }

    [Fact]
    public async Task A_query_another_spelling_a_HEAD_and_what_is_not_there_leave_nothing()
    {
        await Ada.WriteAsync("good #morning");
        foreach (var path in (string[])["/?max_id=1", "/?anything=else", "/@nobody", "/login", "/tags/nothing", "/tags/Morning", "/tags/morning/", $"/@{Ada.Handle.ToUpperInvariant()}"])
        {
            using var response = await Stranger.GetAsync(path);
            Pages.Find(path.Split('?')[0], _ => true).ShouldBeNull(path);
            Pages.Find(path.TrimEnd('/').ToLowerInvariant(), _ => true).ShouldBeNull(path);
        }

        using var head = await Stranger.SendAsync(new(HttpMethod.Head, "/"));
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        Pages.Find("/", _ => true).ShouldBeNull();
    }

    [Fact]
    public async Task Deleted_posts_are_on_no_cached_page()
    {
        var post = (await Ada.WriteAsync("hello")).Id;
        await Stranger.GetStringAsync($"/@{Ada.Handle}");
        await Stranger.GetStringAsync($"/@{Ada.Handle}/{post}");

        using var deleted = await Ada.Api.DeleteAsync($"/api/v1/statuses/{post}");
        await deleted.JsonAsync();

        Pages.Find($"/@{Ada.Handle}", _ => true).ShouldBeNull();
        Pages.Find($"/@{Ada.Handle}/{post}", _ => true).ShouldBeNull();
    }

    private RenderedPageCache Pages => Plaza.Services.GetRequiredService<RenderedPageCache>();

    private static List<string> Headers(HttpResponseMessage response) =>
        [.. response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("X-Request-ID" or "Date"))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal)];

    /// <summary>The HTML around the last post of the page.</summary>
    private async Task<string> WhenAsync(string path)
    {
        var html = await Stranger.GetStringAsync(path);
        var time = html[html.LastIndexOf("<time", StringComparison.Ordinal)..];
        return time[(time.IndexOf('>', StringComparison.Ordinal) + 1)..time.IndexOf("</time>", StringComparison.Ordinal)];
    }
}
