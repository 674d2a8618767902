using System.Net;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Tests.Support;

namespace Plaza.Tests.Queries;

/// <summary>A few accounts that perform random API requests.</summary>
internal sealed class RandomApiActivity(PlazaTestServer plaza, Random random)
{
    private const int MaxPeople = 6;
    private const int LatePosts = 10;

    private readonly List<(TestAccount By, string Post)> _favourites = [];
    private readonly List<(TestAccount By, string Post)> _boosts = [];
    private readonly List<(TestAccount Follower, TestAccount Followed)> _follows = [];
    private TestAccount? _suspended;
    private int _words;

    public List<TestAccount> People { get; } = [];

    /// <summary>All accounts that have ever existed.</summary>
    public List<AccountId> Accounts { get; } = [];

    /// <summary>All posts and boosts that have ever existed, with their authors.</summary>
    public List<(string Id, TestAccount By)> Posts { get; } = [];

    /// <returns>A description of the requests, for the analysis of a failed test.</returns>
    public async Task<string> DoAsync()
    {
        var (one, other) = (Any(People), Any(People));
        switch (random.Next(24))
        {
            case < 8:
                return await PublishAsync(one, other);
            case < 10 when Posts.Count > 0:
                return await BoostAsync(one, Lately());
            case 10 when _boosts.Count > 0:
                return await PostAsync(Take(_boosts), "unreblog");
            case < 13 or 19 when Posts.Count > 0:
                _favourites.Add((one, Lately()));
                return await PostAsync(_favourites[^1], "favourite");
            case 13 when _favourites.Count > 0:
                return await PostAsync(Take(_favourites), "unfavourite");
            case < 16 when one != other:
                _follows.Add((one, other));
                return await FollowAsync(_follows[^1], "follow");
            case 16 when _follows.Count > 0:
                return await FollowAsync(Take(_follows), "unfollow");
            case 17:
                return await SendAsync(one, HttpMethod.Patch, "accounts/update_credentials", ("display_name", $"Name {++_words}"), ("note", $"note {_words} @{other.Handle}"));
            case 18 when Posts.Count > 0:
                var (gone, author) = Any(Posts);
                return await SendAsync(author, HttpMethod.Delete, $"statuses/{gone}");
            case 20 or 21:
                return await (_suspended is null ? SuspendAsync(one) : RestoreAsync(_suspended));
            case 22 when People.Count > 3 && random.Next(2) is 0:
                People.Remove(one);
                await plaza.AskAsync(new DeleteAccount(one.Account));
                return $"{one.Handle} is deleted";
            case 23 when People.Count < MaxPeople:
                return await MeetAsync();
            default:
                return "nothing";
        }
    }

    public async Task<string> MeetAsync()
    {
        People.Add(await plaza.CreateAccountAsync("town"));
        Accounts.Add(People[^1].Account);
        return $"{People[^1].Handle} came";
    }

    private async Task<string> PublishAsync(TestAccount author, TestAccount named)
    {
        var fields = new List<(string, string)>
        {
            ("status", $"{(random.Next(2) is 0 ? $"@{named.Handle}" : "")} words {++_words} #tag{_words % 3}"),
            ("visibility", Any(["public", "public", "unlisted", "private", "direct"])),
        };
        if (Posts.Count > 0 && random.Next(2) is 0)
            fields.Add(("in_reply_to_id", Lately()));

        return await SendAsync(author, HttpMethod.Post, "statuses", [.. fields]);
    }

    private Task<string> BoostAsync(TestAccount by, string post)
    {
        _boosts.Add((by, post));
        return SendAsync(by, HttpMethod.Post, $"statuses/{post}/reblog");
    }

    private Task<string> PostAsync((TestAccount By, string Post) mark, string what) => SendAsync(mark.By, HttpMethod.Post, $"statuses/{mark.Post}/{what}");

    private Task<string> FollowAsync((TestAccount Follower, TestAccount Followed) pair, string what) =>
        SendAsync(pair.Follower, HttpMethod.Post, $"accounts/{pair.Followed.Account}/{what}");

    private async Task<string> SuspendAsync(TestAccount person)
    {
        if (People.Count < 4)
            return "nothing";

        _suspended = person;
        People.Remove(person);
        await plaza.AskAsync(new SuspendAccount(person.Account));
        return $"{person.Handle} is suspended";
    }

    private async Task<string> RestoreAsync(TestAccount person)
    {
        _suspended = null;
        await plaza.AskAsync(new RestoreAccount(person.Account));
        var token = await plaza.AskAsync(new IssueToken(person.Account, "read write follow push"));
        person.Api.DefaultRequestHeaders.Authorization = new("Bearer", token.Secret);
        People.Add(person);
        return $"{person.Handle} is back";
    }

    /// <summary>Many requests are rejected, since the post is deleted or hidden, or the account suspended.</summary>
    private async Task<string> SendAsync(TestAccount by, HttpMethod method, string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (method != HttpMethod.Delete)
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

        using var response = await by.Api.SendAsync(request);
        ((int)response.StatusCode).ShouldBeOneOf(200, 401, 403, 404);
        if (response.StatusCode is HttpStatusCode.OK && (path is "statuses" || path.EndsWith("/reblog", StringComparison.Ordinal)))
            Posts.Add(((await response.JsonAsync()).Id, by));

        return $"{by.Handle} {method} {path} {string.Join(' ', fields.Select(field => field.Value))}: {(int)response.StatusCode}";
    }

    private string Lately() => Any(Posts.TakeLast(LatePosts).ToList()).Id;

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private T Take<T>(List<T> from)
    {
        var at = random.Next(from.Count);
        var taken = from[at];
        from.RemoveAt(at);
        return taken;
    }
}
