using System.Runtime.InteropServices;
using Plaza.Contracts.Ids;

namespace Plaza.Timelines;

/// <summary>The cached homes by the authors whose posts they may contain. Not thread-safe.</summary>
internal sealed class HomeIndex
{
    private readonly Dictionary<AccountId, HashSet<CachedTimeline>> _of = [];

    public IReadOnlyCollection<CachedTimeline> Of(AccountId author) => _of.TryGetValue(author, out var homes) ? homes : [];

    public bool Has(AccountId author, CachedTimeline home) => _of.TryGetValue(author, out var homes) && homes.Contains(home);

    public void Add(CachedTimeline home)
    {
        foreach (var author in home.Authors)
            (CollectionsMarshal.GetValueRefOrAddDefault(_of, author, out _) ??= []).Add(home);
    }

    public void Remove(CachedTimeline home)
    {
        foreach (var author in home.Authors)
        {
            if (_of.TryGetValue(author, out var homes) && homes.Remove(home) && homes.Count is 0)
                _of.Remove(author);
        }
    }

    public void Clear() => _of.Clear();
}
