using Plaza.Contracts.Ids;
using Plaza.Data;
using Plaza.Data.Committing;
using Plaza.Server.Hosting;
using Plaza.Spaces.Events;

namespace Plaza.ServerBench;

/// <summary>
/// Fills a data folder through the committer and the repositories of the server, many rows in each write request, and lets the spaces handle the
/// events: the
/// result is the same as if the server had written it.
/// </summary>
internal sealed class DatasetSeeder(IServiceProvider plaza, string lists)
{
    private const int Lasting = 400;
    private const int Listed = 2_000;

    /// <summary>A prime, so that all accounts get posts and consecutive posts have different authors.</summary>
    private const int Stride = 7_919;

    private readonly Batches _batches = new(plaza.GetRequiredService<Committer>());
    private readonly SeededAccounts _accounts = ActivatorUtilities.CreateInstance<SeededAccounts>(plaza);
    private readonly SeededPosts _posts = ActivatorUtilities.CreateInstance<SeededPosts>(plaza);

    public static async Task RunAsync(string folder, string lists, DatasetSize size)
    {
        Directory.CreateDirectory(lists);
        var data = new DataFolder(folder);
        using var plaza = PlazaServer.BuildHeadless(new(data, HostArguments.DefaultUrls));
        await plaza.StartAsync();
        var seeding = new DatasetSeeder(plaza.Services, lists);
        if (File.Exists(data.Database)) // SQLite
            await seeding._batches.WriteAsync(1, (tx, _) => tx.QueryScalar($"pragma cache_size = -500000"));

        await seeding.SeedAsync(size);
        await plaza.Services.GetRequiredService<InFlightTracker>().WhenIdleAsync();
        await seeding._batches.WriteAsync(1, seeding._accounts.DeleteTasks);
        await plaza.StopAsync();
    }

    private async Task SeedAsync(DatasetSize size)
    {
        var members = await _batches.WriteAsync(size.Accounts, _accounts.Add);
        await _batches.WriteAsync(members.Length * (DatasetSize.Circle - 1), (tx, at) => _accounts.FollowInCircle(tx, members, at));
        var posts = await _batches.WriteAsync(size.Posts, (tx, at) => _posts.Add(tx, members[AuthorOf(at)], at));

        var step = Math.Max(1, posts.Length / Listed);
        var listed = Enumerable.Range(0, posts.Length / step).Select(at => (at * step) + (at % step)).ToList();
        await ListAsync("tokens", await _batches.WriteAsync(DatasetSize.Circle, (tx, at) => _accounts.Token(tx, members[at])));
        await ListAsync("profiles", Enumerable.Range(0, DatasetSize.Circle).Select(at => $"/@{SeededAccounts.Handle(at)}"));
        await ListAsync("statuses", listed.Select(at => $"/api/v1/statuses/{posts[at]}"));
        await ListAsync("posts", listed.Select(at => $"/@{SeededAccounts.Handle(AuthorOf(at))}/{posts[at]}"));

        if (size.Followers > 0)
            await SeedStarAsync(size);

        int AuthorOf(int post) => (int)((long)post * Stride % members.Length);
    }

    private async Task SeedStarAsync(DatasetSize size)
    {
        var followers = await _batches.WriteAsync(size.Followers, _accounts.Add);
        var star = (await _batches.WriteAsync(1, _accounts.Add))[0];
        await _batches.WriteAsync(followers.Length, (tx, at) => _accounts.Follow(tx, followers[at], star));
        await _batches.WriteAsync(Lasting, (tx, at) => _posts.Add(tx, star, at));
        await ListAsync("star", await _batches.WriteAsync(1, (tx, _) => _accounts.Token(tx, star)));
        await ListAsync("loaded", await _batches.WriteAsync(size.Loaded, (tx, at) => _accounts.Token(tx, followers[at])));
    }

    private Task ListAsync(string name, IEnumerable<string> lines) => File.WriteAllLinesAsync(Path.Combine(lists, name), lines);
}
