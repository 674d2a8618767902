using Plaza.Contracts.Ids;
using Plaza.Data.Sqlite;

namespace Plaza.Data.Views.Memory;

/// <summary>Which posts somebody has marked as a favourite or boosted.</summary>
internal sealed class StoredMarks(ReadConnectionPool reading, CacheMeter meter, MemoryOptions options)
{
    private static readonly Marks None = new(IsFavourite: false, IsBoosted: false);

    private readonly ViewCache<(AccountId By, PostId Post), Marks> _marks = new("marks", options.MarkBytes, meter, key => Read(reading, key.By, key.Post));

    /// <summary>A post that nobody has marked needs no looking up.</summary>
    public Marks On(StoredPost post, AccountId? viewer) =>
        viewer is { } by && post.Favourites + post.Boosts > 0 ? _marks.Get((by, post.Id))! : None;

    public void Forget(AccountId by, PostId post) => _marks.Forget((by, post));

    public void ForgetAll() => _marks.ForgetAll();

    private static Marks? Read(ReadConnectionPool reading, AccountId by, PostId post) => reading.First(
        $"""
        select exists (select 1 from favourites where post = {post} and account = {by}),
          exists (select 1 from posts where boost_of = {post} and author = {by})
        """,
        row => new Marks(row.GetBoolean(0), row.GetBoolean(1)));
}

/// <summary>What one viewer has done to a post.</summary>
internal sealed record Marks(bool IsFavourite, bool IsBoosted) : IWeighed
{
    int IWeighed.Bytes => 24;
}
