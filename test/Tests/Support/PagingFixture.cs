namespace Plaza.Tests.Support;

/// <summary>A server on which each list that Ada can read has five entries.</summary>
public sealed class PagingFixture : IAsyncLifetime
{
    private readonly Dictionary<string, (string Path, List<string> Ids)> _lists = [];

    public PlazaTestServer Server { get; private set; } = null!;

    public TestAccount Ada { get; private set; } = null!;

    /// <summary>A path with a query, and all its ids, newest first.</summary>
    public (string Path, List<string> Ids) Of(string name) => _lists[name];

    public async Task<ListPage> PageAsync(string path)
    {
        using var response = await Ada.Api.GetAsync(path);
        var ids = (await response.JsonAsync()).Ids;
        return new(ids, response.Headers.TryGetValues("Link", out var link) ? link.Single() : "");
    }

    public async ValueTask InitializeAsync()
    {
        Server = await PlazaTestServer.StartAsync();
        var people = new List<TestAccount>();
        foreach (var name in (string[])["bob", "carl", "dora", "emil", "fred"])
            people.Add(await Server.CreateAccountAsync(name));

        Ada = await Server.CreateAccountAsync("ada");
        var bob = people[0];
        foreach (var person in people)
        {
            await person.FollowAsync(Ada);
            await Ada.FollowAsync(person);
        }

        await Server.QuietAsync();
        await Ada.Api.PostJsonAsync("/api/v1/notifications/clear");
        var posts = new List<string>();
        foreach (var number in Enumerable.Range(1, 5))
            posts.Insert(0, (await bob.WriteAsync($"{number} #five @{Ada.Handle}")).Id);

        // In another order than the posts, so that the two orders can be told apart.
        foreach (var post in posts)
            await Ada.FavouriteAsync(post);

        await Server.QuietAsync();
        var accounts = people.Select(person => person.Account.ToString()).Reverse().ToList();
        _lists["home"] = ("/api/v1/timelines/home?", posts);
        _lists["public"] = ("/api/v1/timelines/public?", posts);
        _lists["tag"] = ("/api/v1/timelines/tag/five?", posts);
        _lists["account"] = ($"/api/v1/accounts/{bob.Account}/statuses?", posts);
        _lists["notifications"] = ("/api/v1/notifications?", await Ada.IdsAsync("/api/v1/notifications"));
        _lists["followers"] = ($"/api/v1/accounts/{Ada.Account}/followers?", accounts);
        _lists["following"] = ($"/api/v1/accounts/{Ada.Account}/following?", accounts);
        _lists["favourites"] = ("/api/v1/favourites?", [.. Enumerable.Reverse(posts)]);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
