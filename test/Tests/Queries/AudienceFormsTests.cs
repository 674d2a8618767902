using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Sqlite;
using Plaza.Queries.Posts;
using Plaza.Queries.Audiences;
using Plaza.Tests.Support;

namespace Plaza.Tests.Queries;

/// <summary>Who may see what is said once and written several times: in SQL, for memory, by visibility alone. All say the same.</summary>
public sealed class AudienceFormsTests : IAsyncLifetime
{
    private const long Author = 1;
    private const long Booster = 2;
    private const long Named = 3;
    private const long Nobody = 0;

    /// <summary>With whom they follow.</summary>
    private static readonly Dictionary<long, long[]> Viewers = new()
    {
        [Author] = [],
        [Booster] = [],
        [Named] = [],
        [4] = [Author],
        [5] = [Booster],
        [6] = [Author, Booster],
        [7] = [],
        [Nobody] = [],
    };

    private DataHost? _data;

    private DataHost Data => _data!;

    public async ValueTask InitializeAsync()
    {
        _data = await DataHost.StartAsync();
        await Data.WriteAsync(commit =>
        {
            foreach (var (viewer, followed) in Viewers.Where(pair => pair.Key is not Nobody))
            {
                commit.AddAccount(viewer, $"viewer{viewer}");
                foreach (var account in followed)
                    commit.AddFollow((10 * viewer) + account, viewer, account);
            }

            foreach (var visibility in Enum.GetValues<Visibility>())
            {
                commit.AddPost(PostOf(visibility).Value, Author, visibility);
                commit.Execute($"insert into mentions (post, account) values ({PostOf(visibility)}, {Named})");
                if (visibility.IsForEveryone)
                    commit.AddPost(BoostOf(visibility).Value, Booster, boosts: PostOf(visibility));
            }
        });
    }

    public async ValueTask DisposeAsync() => await Data.DisposeAsync();

    [Theory]
    [InlineData(Nobody)]
    [InlineData(Author)]
    [InlineData(Booster)]
    public async Task All_forms_say_what_the_table_says(long suspended)
    {
        await Data.WriteAsync(commit => commit.Execute($"update accounts set suspended_at = 1 where id = {suspended}"));

        foreach (var visibility in Enum.GetValues<Visibility>())
        {
            foreach (var viewer in Viewers.Keys)
            {
                await SameAsync(PostOf(visibility), viewer, suspended is not Author && MaySee(visibility, viewer));
                if (visibility.IsForEveryone)
                    await SameAsync(BoostOf(visibility), viewer, suspended is Nobody);
            }
        }
    }

    [Fact]
    public void Visibility_alone_says_so_only_where_it_is_enough()
    {
        foreach (var visibility in Enum.GetValues<Visibility>())
        {
            foreach (var viewer in Viewers.Keys)
            {
                var known = Audience.ByVisibilityAlone(visibility, new(Author), ViewerOf(viewer));

                (known ?? MaySee(visibility, viewer)).ShouldBe(MaySee(visibility, viewer), $"{visibility}, {viewer}");
                (known is null).ShouldBe(!visibility.IsForEveryone && viewer is not (Author or Nobody), $"{visibility}, {viewer}");
            }

            Audience.ReachesFollower(new(PostOf(visibility), new(Author), visibility) { Mentions = [new(Named)] }, new(4)).ShouldBe(MaySee(visibility, 4));
            Audience.ReachesFollower(new(PostOf(visibility), new(Author), visibility) { Mentions = [new(Named)] }, new(Named)).ShouldBeTrue();
        }
    }

    private static bool MaySee(Visibility visibility, long viewer) => visibility switch
    {
        Visibility.Public or Visibility.Unlisted => true,
        Visibility.Followers => viewer is Author or Named || Viewers[viewer].Contains(Author),
        _ => viewer is Author or Named,
    };

    private static PostId PostOf(Visibility visibility) => new(100 + (long)visibility);

    private static PostId BoostOf(Visibility visibility) => new(200 + (long)visibility);

    private static AccountId? ViewerOf(long viewer) => viewer is Nobody ? null : new(viewer);

    private async Task SameAsync(PostId post, long viewer, bool expected)
    {
        var ct = TestContext.Current.CancellationToken;
        var what = $"{post} for {viewer}";
        await using var db = await Data.Get<IDbContextFactory<PlazaDbContext>>().CreateDbContextAsync(ct);
        var row = await db.Posts.SingleAsync(other => other.Id == post, ct);

        (await Data.Get<PostQueries>().FindAsync(post, ViewerOf(viewer), ct) is not null).ShouldBe(expected, $"{what} in memory");
        (await db.Posts.VisibleTo(db, ViewerOf(viewer)).AnyAsync(other => other.Id == post, ct)).ShouldBe(expected, $"{what} in tables");
        if (viewer == row.Author.Value || (viewer is not Nobody && Viewers[viewer].Contains(row.Author.Value)))
            (await SeenByFollowerAsync(db, viewer, post, ct)).ShouldBe(expected, $"{what} on a home");
    }

    private static async Task<bool> SeenByFollowerAsync(PlazaDbContext db, long viewer, PostId post, CancellationToken ct)
    {
        var sql = string.Format(CultureInfo.InvariantCulture, "select q.* from posts q where q.id = {0} and {1}", post, Audience.SeenByFollower);
        return await db.Posts.FromSqlRaw(sql, viewer).AnyAsync(ct);
    }
}
