using Plaza.Contracts.Ids;
using Plaza.Data;
using Plaza.Data.Committing;
using Plaza.Server.Hosting;
using Plaza.Spaces.Events;

namespace Plaza.ServerBench;

/// <summary>
/// Fills a data folder through the committer and the repositories of the server, many rows in an order, and lets the spaces
/// hear of it: what stands there afterwards is what the server itself would have written.
/// </summary>
internal sealed class DatasetSeeder(IServiceProvider plaza, string lists)
{
    private const int Lasting = 400;
    private const int Listed = 2_000;

    /// <summary>A prime: everyone's turn comes, and neighbours do not follow each other.</summary>
    private const int Stride = 7_919;

    private readonly Batches _batches = new(plaza.GetRequiredService<Committer>());
    private readonly SeededAccounts _accounts = ActivatorUtilities.CreateInstance<SeededAccounts>(plaza);
    private readonly SeededPosts _posts = ActivatorUtilities.CreateInstance<SeededPosts>(plaza);

    public static async Task RunAsync(string folder, string lists, DatasetSize wanted)
    {
        Directory.CreateDirectory(lists);
        using var plaza = PlazaServer.BuildHeadless(new(new DataFolder(folder), HostArguments.DefaultUrls));
        await plaza.StartAsync();
        var seeding = new DatasetSeeder(plaza.Services, lists);
        await seeding._batches.WriteAsync(1, (commit, _) => commit.QueryScalar($"pragma cache_size = -500000"));
        await seeding.SeedAsync(wanted);
        await plaza.Services.GetRequiredService<InFlightTracker>().WhenIdleAsync();
        await seeding._batches.WriteAsync(1, seeding._accounts.ForgetTasks);
        await plaza.StopAsync();
    }

    private async Task SeedAsync(DatasetSize wanted)
    {
        var members = await _batches.WriteAsync(wanted.Accounts, _accounts.Add);
        await _batches.WriteAsync(members.Length * (DatasetSize.Circle - 1), (commit, at) => _accounts.FollowInCircle(commit, members, at));
        var posts = await _batches.WriteAsync(wanted.Posts, (commit, at) => _posts.Add(commit, members[AuthorOf(at)], at));

        var step = Math.Max(1, posts.Length / Listed);
        var listed = Enumerable.Range(0, posts.Length / step).Select(at => (at * step) + (at % step)).ToList();
        await ListAsync("tokens", await _batches.WriteAsync(DatasetSize.Circle, (commit, at) => _accounts.Token(commit, members[at])));
        await ListAsync("profiles", Enumerable.Range(0, DatasetSize.Circle).Select(at => $"/@{SeededAccounts.Handle(at)}"));
        await ListAsync("statuses", listed.Select(at => $"/api/v1/statuses/{posts[at]}"));
        await ListAsync("posts", listed.Select(at => $"/@{SeededAccounts.Handle(AuthorOf(at))}/{posts[at]}"));

        if (wanted.Followers > 0)
            await SeedStarAsync(wanted);

        int AuthorOf(int post) => (int)((long)post * Stride % members.Length);
    }

    private async Task SeedStarAsync(DatasetSize wanted)
    {
        var followers = await _batches.WriteAsync(wanted.Followers, _accounts.Add);
        var star = (await _batches.WriteAsync(1, _accounts.Add))[0];
        await _batches.WriteAsync(followers.Length, (commit, at) => _accounts.Follow(commit, followers[at], star));
        await _batches.WriteAsync(Lasting, (commit, at) => _posts.Add(commit, star, at));
        await ListAsync("star", await _batches.WriteAsync(1, (commit, _) => _accounts.Token(commit, star)));
        await ListAsync("loaded", await _batches.WriteAsync(wanted.Loaded, (commit, at) => _accounts.Token(commit, followers[at])));
    }

    private Task ListAsync(string name, IEnumerable<string> lines) => File.WriteAllLinesAsync(Path.Combine(lists, name), lines);
}
