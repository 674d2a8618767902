using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Database;
using Plaza.Queries.Posts;
using Plaza.Queries.Audiences;
using Plaza.Tests.Support;

namespace Plaza.Tests.Queries;

/// <summary>The audience rule has several forms: in SQL, in LINQ, for cached posts, by visibility alone, and by place. All agree.</summary>
public sealed class AudienceFormsTests : IAsyncLifetime
{
    private const long Author = 1;
    private const long Booster = 2;
    private const long Named = 3;
    private const long Nobody = 0;

    /// <summary>The viewers, with the accounts that they follow.</summary>
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
        await Data.WriteAsync(tx =>
        {
            foreach (var (viewer, followed) in Viewers.Where(pair => pair.Key is not Nobody))
            {
                tx.AddAccount(viewer, $"viewer{viewer}");
                foreach (var account in followed)
                    tx.AddFollow((10 * viewer) + account, viewer, account);
            }

            foreach (var visibility in Enum.GetValues<Visibility>())
            {
                tx.AddPost(PostOf(visibility).Value, Author, visibility);
                tx.Execute($"insert into mentions (post, account) values ({PostOf(visibility)}, {Named})");
                if (visibility.IsForEveryone)
                    tx.AddPost(BoostOf(visibility).Value, Booster, boosts: PostOf(visibility));
            }
        });
    }

    public async ValueTask DisposeAsync() => await Data.DisposeAsync();

    [Theory]
    [InlineData(Nobody)]
    [InlineData(Author)]
    [InlineData(Booster)]
    public async Task All_forms_of_the_rule_agree_with_the_database(long suspended)
    {
        await Data.WriteAsync(tx => tx.Execute($"update accounts set suspended_at = 1 where id = {suspended}"));

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
    public async Task The_forms_by_place_and_for_everyone_agree()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var db = await Data.Get<IDbContextFactory<PlazaDbContext>>().CreateDbContextAsync(ct);
        var listed = await db.Posts.VisibleTo(db, new(Author), Place.PublicTimeline).Select(post => post.Id).ToListAsync(ct);
        var forEveryone = await db.Posts.ForEveryone().Select(post => post.Id).ToListAsync(ct);
        var restricted = await db.Posts.Restricted().Select(post => post.Id).ToListAsync(ct);

        foreach (var visibility in Enum.GetValues<Visibility>())
        {
            Audience.IsListed(visibility, Place.Anywhere).ShouldBeTrue();
            Audience.IsListed(visibility, Place.PublicTimeline).ShouldBe(visibility is Visibility.Public);
            listed.Contains(PostOf(visibility)).ShouldBe(visibility is Visibility.Public, $"{visibility}");
            forEveryone.Contains(PostOf(visibility)).ShouldBe(visibility.IsForEveryone, $"{visibility}");
            restricted.Contains(PostOf(visibility)).ShouldBe(!visibility.IsForEveryone, $"{visibility}");
        }
    }

    [Fact]
    public void Visibility_alone_decides_only_where_it_is_sufficient()
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
