using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Timelines;
using Plaza.Data.Views;

namespace Plaza.Timelines;

/// <summary>
/// The home timelines that somebody reads. At most <see cref="MostHomes"/> are kept; those not read for longest go first
/// and are loaded from tables when asked for again. Safe to use from any thread.
/// </summary>
internal sealed class HomeTimelines(TimelineViews views)
{
    private const int MostHomes = 2_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, HomeTimeline> _homes = [];
    private readonly Dictionary<AccountId, HashSet<HomeTimeline>> _readersOf = [];
    private long _readings;

    public async ValueTask<Page<PostId>> PageAsync(HomeTimelineOf question, CancellationToken ct)
    {
        if (TryPage(question) is { } known)
            return new(known);

        await LoadAsync(question.Reader).WaitAsync(ct);
        return new(TryPage(question) ?? await views.HomeAsync(question.Reader, question.Paging, ct));
    }

    /// <summary>Adds a post to the homes of its author's readers and of the author.</summary>
    public void Add(PostId post, AccountId author, Func<HomeTimeline, bool> belongs)
    {
        lock (_gate)
        {
            foreach (var home in _readersOf.GetValueOrDefault(author) ?? [])
            {
                if (belongs(home))
                    home.Add(post);
            }
        }
    }

    public void Remove(PostId post)
    {
        lock (_gate)
        {
            foreach (var home in _homes.Values)
                home.Remove(post);
        }
    }

    public void Forget(AccountId reader)
    {
        lock (_gate)
            Drop(reader);
    }

    /// <summary>Forgets the homes on which posts of the account may stand, and its own.</summary>
    public void ForgetReadersOf(AccountId author)
    {
        lock (_gate)
        {
            foreach (var home in _readersOf.GetValueOrDefault(author)?.ToList() ?? [])
                Drop(home.Reader);
        }
    }

    private List<PostId>? TryPage(HomeTimelineOf question)
    {
        lock (_gate)
        {
            if (!_homes.TryGetValue(question.Reader, out var home) || !home.IsLoaded)
                return null;

            home.LastRead = ++_readings;
            return home.TryPage(question.Paging);
        }
    }

    /// <summary>All who ask for the same home wait for one loading, which goes on when one of them leaves.</summary>
    private Task LoadAsync(AccountId reader)
    {
        lock (_gate)
        {
            if (_homes.TryGetValue(reader, out var known))
                return known.Loading;

            var home = new HomeTimeline(reader) { LastRead = ++_readings };
            _homes[reader] = home;
            return home.Loading = Task.Run(() => LoadAsync(home));
        }
    }

    private async Task LoadAsync(HomeTimeline home)
    {
        try
        {
            await FillAsync(home);
        }
        finally
        {
            lock (_gate)
            {
                if (!home.IsLoaded && _homes.GetValueOrDefault(home.Reader) == home)
                    Drop(home.Reader);
            }
        }
    }

    /// <summary>
    /// The home was entered before its posts are read, and notes what happens meanwhile. When it was forgotten meanwhile
    /// (its reader has followed somebody), what was read is not kept.
    /// </summary>
    private async Task FillAsync(HomeTimeline home)
    {
        var reader = home.Reader;
        var followed = await views.FollowedByAsync(reader, CancellationToken.None);
        lock (_gate)
        {
            if (_homes.GetValueOrDefault(reader) != home)
                return;

            home.Follow([reader, .. followed]);
            foreach (var author in home.Followed)
                (_readersOf.TryGetValue(author, out var readers) ? readers : _readersOf[author] = []).Add(home);
        }

        var posts = await views.HomeAsync(reader, new(HomeTimeline.Most), CancellationToken.None);
        lock (_gate)
        {
            if (_homes.GetValueOrDefault(reader) != home)
                return;

            home.Load(posts);
            if (_homes.Count > MostHomes)
                Drop(_homes.Values.MinBy(other => other.LastRead)!.Reader);
        }
    }

    private void Drop(AccountId reader)
    {
        if (!_homes.Remove(reader, out var home))
            return;

        foreach (var author in home.Followed)
        {
            if (_readersOf.TryGetValue(author, out var readers) && readers.Remove(home) && readers.Count is 0)
                _readersOf.Remove(author);
        }
    }
}
