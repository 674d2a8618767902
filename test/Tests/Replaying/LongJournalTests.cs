using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Data.Journal;
using Plaza.Data.Replaying;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tables.Profiles;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Support;

namespace Plaza.Tests.Replaying;

/// <summary>
/// The same with a long journal. <c>PLAZA_EVENTS=1000000</c> sets its length; the duration of each step is written to the output of the test.
/// </summary>
[Trait("Speed", "slow")]
public sealed class LongJournalTests(ITestOutputHelper output)
{
    private const int AtOnce = 250;

    private static readonly int Events = int.Parse(Environment.GetEnvironmentVariable("PLAZA_EVENTS") ?? "20000", CultureInfo.InvariantCulture);

    private readonly SeededRandom _dice = new(7);
    private readonly List<PostRow> _posts = [];

    [Fact]
    public async Task A_long_journal_is_verified_and_its_read_models_are_rebuilt()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var people = new List<AccountId>();
        for (var person = 0; person < 20; person++)
            people.Add((await plaza.CreateAccountAsync("long")).Account);

        await StepAsync("written", async () =>
        {
            for (var written = 0; written < Events; written += AtOnce)
                await plaza.Services.GetRequiredService<Committer>().CommitAsync(tx => WriteBatch(tx, plaza.Services, people));
        });
        await StepAsync("followed by the durable subscriptions", plaza.QuietAsync);

        var verdict = await StepAsync("checked", () => plaza.Services.GetRequiredService<JournalVerifier>().RunAsync(new OutputProgress(output), default));
        var models = plaza.Services.GetRequiredService<ReadModelRebuilder>();
        var right = await StepAsync("compared", () => models.VerifyAsync([], new OutputProgress(output), default));
        plaza.Folder.Tamper("update posts set replies = 0, boosts = 0, favourites = 0");
        plaza.Folder.Tamper("delete from post_tags");
        var (before, after) = await StepAsync("rebuilt", () => models.RebuildAsync([], new OutputProgress(output), default));

        (verdict.Fault, verdict.Entries >= Events).ShouldBe((null, true));
        right.ShouldAllBe(model => model.Matches);
        before.Where(model => !model.Matches).Select(model => model.Name).ShouldBe(["counts", "hashtags"]);
        after.ShouldAllBe(model => model.Matches);
        after.SelectMany(model => model.Tables).Select(table => table.ActualSha256).ShouldBe(right.SelectMany(model => model.Tables).Select(table => table.ActualSha256));
    }

    private bool WriteBatch(WriteTransaction tx, IServiceProvider services, List<AccountId> people)
    {
        var (posts, favourites, follows) = (services.GetRequiredService<PostRepository>(), services.GetRequiredService<FavouriteRepository>(), services.GetRequiredService<FollowRepository>());
        for (var written = 0; written < AtOnce; written++)
        {
            var (who, other) = (people[_dice.NextInt(people.Count)], people[_dice.NextInt(people.Count)]);
            var some = _posts.Count is 0 ? null : _posts[_dice.NextInt(_posts.Count)];
            var what = some is null ? 0 : _dice.NextInt(10);
            if (what is 9 && who != other && follows.Add(tx, who, other, boosts: true))
                tx.Publish(new AccountFollowed(who, other));
            else if (what is 9 && who != other && follows.Remove(tx, who, other))
                tx.Publish(new AccountUnfollowed(who, other));
            else if (what > 5 && favourites.Add(tx, some!.Id, who))
                tx.Publish(new PostFavourited(some.Id, some.Author, who));
            else
                Publish(tx, posts, who, some);
        }

        return true;
    }

    private void Publish(WriteTransaction tx, PostRepository posts, AccountId author, PostRow? answered)
    {
        var post = new PostPublished(tx.NextId<PostId>(), author, Visibility.Public)
        {
            InReplyTo = answered?.Id,
            InReplyToAuthor = answered?.Author,
            Tags = [string.Create(CultureInfo.InvariantCulture, $"tag{_dice.NextInt(1000)}")],
        };
        var row = new PostRow
        {
            Id = post.Post,
            Author = author,
            Visibility = post.Visibility,
            Text = "text",
            Html = "text",
            ContentWarning = "",
            Sensitive = false,
            InReplyTo = post.InReplyTo,
            InReplyToAuthor = post.InReplyToAuthor,
            CreatedAt = tx.Now,
            Sequence = tx.Publish(post),
        };
        posts.Add(tx, row, post.Mentions, post.Tags);
        _posts.Add(row);
    }

    private async Task StepAsync(string done, Func<Task> step) => await StepAsync(done, async () =>
    {
        await step();
        return true;
    });

    private async Task<T> StepAsync<T>(string done, Func<Task<T>> step)
    {
        var began = Stopwatch.GetTimestamp();
        var result = await step();
        output.WriteLine($"{Events} events {done} in {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        return result;
    }

    private sealed class OutputProgress(ITestOutputHelper output) : IProgress<string>
    {
        private readonly long _began = Stopwatch.GetTimestamp();

        public void Report(string value) => output.WriteLine($"{Stopwatch.GetElapsedTime(_began).TotalSeconds:F1} s: {value}");
    }
}
