using Plaza.Spaces.Events;

namespace Plaza.Spaces.Telling;

/// <summary>
/// Who is told, in the order of subscribing. Who tells takes a page and walks over it without a lock, passing over the
/// empty places; adding and removing costs the same however many there are, since pages are rewritten only when they
/// are full or mostly empty. Changes are made under a lock of the owner's.
/// </summary>
internal sealed class Listing<TItem>
    where TItem : class
{
    private const int FewHoles = 32;

    private volatile Page _page = new(4);
    private int _live;

    public Page Current => _page;

    public Place Add(TItem item, Subscription owner)
    {
        if (_page.Used == _page.Items.Length)
            Rewrite();

        var page = _page;
        var place = new Place(owner) { Index = page.Used };
        page.Places[place.Index] = place;
        page.Items[place.Index] = item;
        page.Used++;
        _live++;
        return place;
    }

    public void Remove(Place place)
    {
        _page.Items[place.Index] = null;
        place.IsGone = true;
        _live--;
        if (_page.Used - _live > FewHoles + _live)
            Rewrite();
    }

    /// <summary>Empties the place, or fills it again, for one that pauses.</summary>
    public void Put(Place place, TItem? item) => _page.Items[place.Index] = item;

    private void Rewrite()
    {
        var old = _page;
        var page = new Page(Math.Max(4, _live * 2));
        for (var index = 0; index < old.Used; index++)
        {
            var place = old.Places[index];
            if (place.IsGone)
                continue;

            page.Items[page.Used] = old.Items[index];
            page.Places[page.Used] = place;
            place.Index = page.Used;
            page.Used++;
        }

        _page = page;
    }

    /// <summary>How many handlers stand between two places.</summary>
    public static int Count(TItem?[] items, int from, int to)
    {
        var count = 0;
        for (var index = from; index < to; index++)
            count += items[index] is null ? 0 : 1;

        return count;
    }

    /// <summary>Some items and whose they are. A place is given only once, so that a fault is never laid at the wrong door.</summary>
    public sealed class Page(int size)
    {
        private int _used;

        public TItem?[] Items { get; } = new TItem?[size];

        public Place[] Places { get; } = new Place[size];

        public IEnumerable<Place> Standing => Places.Take(Used).Where(place => !place.IsGone);

        public int Used
        {
            get => Volatile.Read(ref _used);
            set => Volatile.Write(ref _used, value);
        }
    }

    public sealed class Place(Subscription owner)
    {
        public Subscription Owner => owner;

        public int Index { get; set; }

        public bool IsGone { get; set; }
    }
}
