using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Workloads;

/// <summary>The state according to the API, with each account reading its own; also checks that displayed counts match the displayed lists.</summary>
internal static partial class ApiState
{
    public static async Task<CommunityState> ReadAsync(IReadOnlyList<TestAccount> people, HttpClient api)
    {
        var (posts, relations, counts) = (new List<StoredPost>(), new HashSet<Relation>(), new List<(string Post, int Favourites, int Boosts)>());
        foreach (var (number, person) in people.Index())
        {
            var statuses = await AllAsync(api, person, $"/api/v1/accounts/{person.Account}/statuses?limit=40");
            var written = statuses.Where(status => status["reblog"] is null).ToList();
            posts.AddRange(written.Select(status => new StoredPost(number, Tags().Replace(status.Text("content"), ""), long.Parse(status.Id, null))));
            counts.AddRange(written.Select(status => (status.Id, status.Number("favourites_count"), status.Number("reblogs_count"))));

            var followed = await AllAsync(api, person, $"/api/v1/accounts/{person.Account}/following?limit=80");
            var followers = await AllAsync(api, person, $"/api/v1/accounts/{person.Account}/followers?limit=80");
            var liked = await AllAsync(api, person, "/api/v1/favourites?limit=40");
            relations.UnionWith(followed.Select(account => new Relation(number, OperationKind.Follow, account.Id)));
            relations.UnionWith(liked.Select(status => new Relation(number, OperationKind.Favourite, status.Id)));
            relations.UnionWith(statuses.Where(status => status["reblog"] is not null).Select(status => new Relation(number, OperationKind.Boost, status["reblog"]!.Id)));

            var account = await api.GetJsonAsync($"/api/v1/accounts/{person.Account}");
            (account.Number("statuses_count"), account.Number("following_count"), account.Number("followers_count"))
                .ShouldBe((statuses.Count, followed.Count, followers.Count), person.Handle);
        }

        var tied = relations.CountBy(tie => (tie.Made, tie.Subject)).ToDictionary();
        counts.ShouldBe(counts.Select(count => (
            count.Post, tied.GetValueOrDefault((OperationKind.Favourite, count.Post)), tied.GetValueOrDefault((OperationKind.Boost, count.Post)))));
        return new(posts, relations);
    }

    private static async Task<List<JsonNode>> AllAsync(HttpClient api, TestAccount person, string path)
    {
        var all = new List<JsonNode>();
        for (var next = path; next is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next) { Headers = { Authorization = new("Bearer", person.Token) } };
            using var response = await api.SendAsync(request);
            var page = (await response.JsonAsync()).AsArray();
            all.AddRange(page.Select(one => one!));
            next = page.Count > 0 && response.Headers.TryGetValues("Link", out var links) && Next().Match(string.Join(',', links)) is { Success: true } found
                ? new Uri(found.Groups["url"].Value).PathAndQuery
                : null;
        }

        return all;
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("<(?<url>[^>]*)>; rel=\"next\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Next();
}
