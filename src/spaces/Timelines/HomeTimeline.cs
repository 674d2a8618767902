using Plaza.Contracts;
using Plaza.Contracts.Ids;

namespace Plaza.Timelines;

/// <summary>
/// The newest part of one home timeline, in memory: ids in ascending order, at most <see cref="Most"/>. What is older is
/// one query away. Guarded by the lock of <see cref="HomeTimelines"/>.
/// </summary>
internal sealed class HomeTimeline(AccountId reader)
{
    public const int Most = 400;

    private readonly List<PostId> _posts = [];
    private readonly HashSet<AccountId> _followed = [];
    private List<(PostId Post, bool IsThere)>? _meanwhile = [];

    public AccountId Reader => reader;

    public IReadOnlyCollection<AccountId> Followed => _followed;

    /// <summary>When it was last read, as a number that grows with every reading of any home.</summary>
    public long LastRead { get; set; }

    /// <summary>Ends when the home is loaded, or was given up.</summary>
    public Task Loading { get; set; } = Task.CompletedTask;

    public bool IsLoaded => _meanwhile is null;

    /// <summary>True when nothing older than what is here exists.</summary>
    public bool IsWhole { get; private set; }

    public bool Follows(AccountId account) => _followed.Contains(account);

    /// <summary>Before the posts are read: whose posts are to be noted while they are.</summary>
    public void Follow(IEnumerable<AccountId> accounts) => _followed.UnionWith(accounts);

    /// <summary>Takes over what was read from tables, and then what happened while it was read.</summary>
    public void Load(IReadOnlyList<PostId> newestFirst)
    {
        var meanwhile = _meanwhile ?? [];
        _meanwhile = null;
        _posts.AddRange(newestFirst.Reverse());
        IsWhole = newestFirst.Count < Most;

        foreach (var (post, isThere) in meanwhile)
        {
            if (isThere)
                Add(post);
            else
                Remove(post);
        }
    }

    public void Add(PostId post)
    {
        if (_meanwhile is not null)
        {
            _meanwhile.Add((post, true));
            return;
        }

        var at = _posts.BinarySearch(post, ById.Instance);
        if (at >= 0)
            return;

        _posts.Insert(~at, post);
        if (_posts.Count > Most)
        {
            _posts.RemoveAt(0);
            IsWhole = false;
        }
    }

    public void Remove(PostId post)
    {
        if (_meanwhile is not null)
        {
            _meanwhile.Add((post, false));
            return;
        }

        if (_posts.BinarySearch(post, ById.Instance) is >= 0 and var at)
            _posts.RemoveAt(at);
    }

    /// <returns>Newest first; null when the page reaches beyond what is here.</returns>
    public List<PostId>? TryPage(Paging paging)
    {
        var end = paging.MaxId is { } max ? FirstNotBelow(max) : _posts.Count;
        var start = (paging.MinId ?? paging.SinceId) is { } after ? FirstNotBelow(after + 1) : 0;
        var isBounded = start > 0 || IsWhole;

        if (paging.MinId is not null && !isBounded)
            return null;

        if (paging.MinId is null && end - start < paging.Limit && !isBounded)
            return null;

        var length = Math.Clamp(end - start, 0, paging.Limit);
        var from = paging.MinId is null ? end - length : start;
        var page = _posts.GetRange(Math.Min(from, _posts.Count), length);
        page.Reverse();
        return page;
    }

    private int FirstNotBelow(long id)
    {
        var at = _posts.BinarySearch(new PostId(id), ById.Instance);
        return at < 0 ? ~at : at;
    }

    private sealed class ById : IComparer<PostId>
    {
        public static ById Instance { get; } = new();

        public int Compare(PostId x, PostId y) => x.Value.CompareTo(y.Value);
    }
}
