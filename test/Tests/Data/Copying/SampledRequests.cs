using System.Net.Http.Headers;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data.Copying;

/// <summary>Requests to the API about what a database has, drawn by a seed, as several viewers and without a token.</summary>
internal sealed class SampledRequests
{
    private readonly List<(string Path, string? Token)> _requests = [];

    public SampledRequests(DataFolder folder, IReadOnlyList<string> tokens, int count)
    {
        var posts = folder.Rows("select id from posts order by id", row => row.GetInt64(0));
        var accounts = folder.Rows("select id, handle from accounts order by id", row => (Id: row.GetInt64(0), Handle: row.GetString(1)));
        var tags = folder.Rows("select distinct tag from post_tags order by tag", row => row.GetString(0));
        var days = folder.Rows("select day from statistics_days order by day", row => row.GetString(0));
        var dice = RandomFromSeed.Create(11);
        T Any<T>(List<T> of) => of[dice.Next(of.Count)];

        Func<string>[] paths =
        [
            () => $"/api/v1/statuses/{Any(posts)}",
            () => $"/api/v1/statuses/{Any(posts)}/context",
            () => $"/api/v1/statuses/{Any(posts)}/favourited_by",
            () => $"/api/v1/statuses/{Any(posts)}/reblogged_by",
            () => $"/api/v1/statuses/{Any(posts)}/source",
            () => $"/api/v1/accounts/{Any(accounts).Id}",
            () => $"/api/v1/accounts/{Any(accounts).Id}/statuses?limit=40",
            () => $"/api/v1/accounts/{Any(accounts).Id}/statuses?max_id={Any(posts)}&exclude_replies=true",
            () => $"/api/v1/accounts/{Any(accounts).Id}/followers",
            () => $"/api/v1/accounts/{Any(accounts).Id}/following",
            () => $"/api/v1/accounts/lookup?acct={Any(accounts).Handle}",
            () => $"/api/v1/accounts/search?q={Any(accounts).Handle[..3]}",
            () => $"/api/v1/accounts/relationships?id[]={Any(accounts).Id}&id[]={Any(accounts).Id}",
            () => "/api/v1/accounts/verify_credentials",
            () => $"/api/v1/timelines/home?max_id={Any(posts)}&limit=40",
            () => $"/api/v1/timelines/public?local=true&max_id={Any(posts)}",
            () => $"/api/v1/timelines/tag/{Any(tags)}?limit=40",
            () => $"/api/v1/notifications?limit={dice.Next(1, 40)}",
            () => "/api/v1/notifications/unread_count",
            () => $"/api/v1/favourites?limit={dice.Next(1, 40)}",
            () => "/api/v1/markers?timeline[]=home&timeline[]=notifications",
            () => "/api/v1/preferences",
            () => $"/api/v1/tags/{Any(tags)}",
            () => $"/api/v2/search?q={Any(tags)}",
            () => "/api/v2/instance",
            () => $"/api/plaza/v1/statistics?from={Any(days)}&to={Any(days)}",
        ];
        for (var request = 0; request < count; request++)
            _requests.Add((paths[request % paths.Length](), dice.Next(4) is 0 ? null : tokens[dice.Next(tokens.Count)]));
    }

    /// <returns>Of each request: status, media type, link header and body.</returns>
    public async Task<List<string>> AnswersAsync(PlazaTestServer plaza)
    {
        using var client = plaza.Client();
        var answers = new List<string>();
        foreach (var (path, token) in _requests)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var link = answer.Headers.TryGetValues("Link", out var links) ? string.Join(", ", links) : "";
            var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            answers.Add($"{path}: {(int)answer.StatusCode} {answer.Content.Headers.ContentType} {link} {Convert.ToHexString(body)}");
        }

        return answers;
    }
}
