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
        Put(place, null);
        place.IsGone = true;
        _live--;
        if (_page.Used - _live > FewHoles + _live)
            Rewrite();
    }

    /// <summary>Empties the place, or fills it again, for one that pauses.</summary>
    public void Put(Place place, TItem? item)
    {
        _page.Items[place.Index] = item;
        foreach (var left in Turn.Here().Left)
            (left as Page)?.Put(place, item);
    }

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
        Turn.Here().LeaveBehind(old);
    }

    /// <summary>Some items and whose they are. A place is given only once, so that a fault is never laid at the wrong door.</summary>
    public sealed class Page(int size)
    {
        private int _used;

        public TItem?[] Items { get; } = new TItem?[size];

        public Place[] Places { get; } = new Place[size];

        /// <summary>The same for a page that is no longer the current one, but is still being told on this thread.</summary>
        public void Put(Place place, TItem? item)
        {
            var index = Array.IndexOf(Places, place, 0, Used);
            if (index >= 0)
                Items[index] = item;
        }

        /// <summary>Who has left while an earlier one was waited for is not told.</summary>
        public void PassOverGone(int from, int to)
        {
            for (var index = from; index < to; index++)
            {
                if (Places[index].IsGone)
                    Items[index] = null;
            }
        }

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
