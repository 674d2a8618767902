using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Queries.Accounts;
using Plaza.Queries.Caching;
using Plaza.Tests.Support;
using Plaza.Timelines;

namespace Plaza.Tests.Queries;

/// <summary>After random activity, a server with warm caches responds byte for byte like one with empty caches.</summary>
[Trait("Speed", "slow")]
public sealed partial class WarmColdEquivalenceTests
{
    private const int PostsRead = 14;

    private static readonly (string, string)[] Tiny =
    [
        .. ((string[])["Post", "Account", "Handle", "Mark", "Relationship", "Reply", "Page"]).Select(kind => ($"Memory:{kind}Bytes", "100000")),
        ("Timelines:MemoryBytes", "3000"),
    ];

    [Theory]
    [InlineData(1, 40)]
    public Task Cached_views_equal_the_tables(int seed, int rounds) => CompareAsync(seed, rounds);

    [Theory, Trait("Speed", "longest")]
    [InlineData(11)]
    [InlineData(12)]
    public Task Cached_views_equal_the_tables_during_long_random_activity(int seed) => CompareAsync(seed, 150);

    [Fact]
    public Task So_it_is_where_there_is_hardly_any_room_to_remember() => CompareAsync(seed: 21, rounds: 60, Tiny);

    private static async Task CompareAsync(int seed, int rounds, params (string, string)[] settings)
    {
        var random = RandomFromSeed.Create(seed);
        await using var plaza = await PlazaTestServer.StartAsync(settings);
        var activity = new RandomApiActivity(plaza, random);
        for (var person = 0; person < 5; person++)
            await activity.MeetAsync();

        for (var round = 0; round < rounds; round++)
        {
            var done = new List<string>();
            for (var orders = random.Next(1, 4); orders > 0; orders--)
                done.Add(await activity.DoAsync());

            await plaza.QuietAsync();
            var paths = Paths(activity);
            var warm = await ReadAsync(plaza, activity, paths);
            InvalidateAll(plaza);
            var cold = await ReadAsync(plaza, activity, paths);

            foreach (var (asked, response) in cold)
                Difference(warm[asked], response).ShouldBeNull($"{asked}, seed {seed}, round {round}, after {string.Join("; ", done)}");
        }
    }

    private static void InvalidateAll(PlazaTestServer plaza)
    {
        var services = plaza.Services;
        services.GetRequiredService<PostCache>().InvalidateAll();
        services.GetRequiredService<ReplyCache>().InvalidateAll();
        services.GetRequiredService<AccountCache>().InvalidateAll();
        services.GetRequiredService<ReactionCache>().InvalidateAll();
        services.GetRequiredService<RelationshipCache>().InvalidateAll();
        services.GetRequiredService<TimelineCache>().InvalidateAll();
        services.GetRequiredService<RenderedPageCache>().InvalidateAll();
    }

    /// <summary>The latest posts, and all other lists.</summary>
    private static List<string> Paths(RandomApiActivity activity)
    {
        var paths = new List<string> { "timelines/home?limit=4", "timelines/home?limit=40", "timelines/public?limit=4", "timelines/public?limit=40", "notifications?limit=40", "favourites?limit=40" };
        foreach (var account in activity.Accounts.TakeLast(8))
        {
            paths.Add($"accounts/{account}");
            paths.Add($"accounts/{account}/statuses?limit=4");
            paths.Add($"accounts/{account}/statuses?limit=40&exclude_replies=true");
            paths.Add($"accounts/{account}/statuses?limit=40&exclude_reblogs=true");
        }

        paths.Add($"accounts/relationships?{string.Join('&', activity.Accounts.Select(account => $"id[]={account}"))}");
        foreach (var number in (int[])[activity.Accounts.Count - 1, activity.Accounts.Count])
            paths.Add($"accounts/lookup?acct=town_{(char)('b' + number)}");

        foreach (var (post, _) in activity.Posts.TakeLast(PostsRead))
        {
            paths.Add($"statuses/{post}");
            paths.Add($"statuses/{post}/context");
        }

        return paths;
    }

    /// <summary>The latest posts as anonymous visitors see them.</summary>
    private static IEnumerable<string> Pages(RandomApiActivity activity) => activity.Posts.TakeLast(PostsRead)
        .SelectMany(post => (string[])[$"/@{post.By.Handle}", $"/@{post.By.Handle}/{post.Id}"])
        .Concat(["/", "/tags/tag0", "/tags/tag1", "/tags/tag2"])
        .Distinct();

    private static async Task<Dictionary<string, string>> ReadAsync(PlazaTestServer plaza, RandomApiActivity activity, List<string> paths)
    {
        using var nobody = plaza.Client();
        var answers = new Dictionary<string, string>();
        foreach (var (viewer, http) in activity.People.Select(person => (person.Handle, person.Api)).Append(("nobody", nobody)))
        {
            foreach (var path in paths)
            {
                using var response = await http.GetAsync($"/api/v1/{path}");
                answers[$"{viewer}: {path}"] = $"{(int)response.StatusCode} {Link(response)} {await response.Content.ReadAsStringAsync()}";
            }
        }

        foreach (var page in Pages(activity))
        {
            using var response = await nobody.GetAsync(page);
            answers[page] = $"{(int)response.StatusCode} {TimeGone().Replace(await response.Content.ReadAsStringAsync(), "")}";
        }

        return answers;
    }

    /// <summary>Parts of responses that may change between two requests.</summary>
    [GeneratedRegex(">(?:now|\\d+ min)</time>|Request <code>[^<]*</code>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TimeGone();

    /// <summary>Where two responses begin to differ, since pages are long; null if they are equal.</summary>
    private static string? Difference(string warm, string cold)
    {
        if (warm == cold)
            return null;

        var at = warm.AsSpan().CommonPrefixLength(cold);
        return $"warm: {Around(warm)}\ncold: {Around(cold)}";

        string Around(string text) => text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)];
    }

    private static string Link(HttpResponseMessage response) => response.Headers.TryGetValues("Link", out var links) ? string.Join(' ', links) : "";
}
