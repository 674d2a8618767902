using Plaza.Spaces.Events;

namespace Plaza.Spaces.Telling;

/// <summary>
/// What one thread is telling at the moment, an event inside the handler of another. Written by its own thread alone;
/// the watch for stuck handlers looks at it from outside.
/// </summary>
internal sealed class Turn
{
    private static readonly Lock Registering = new();
    private static readonly List<WeakReference<Turn>> Known = [];

    [ThreadStatic]
    private static Turn? _here;

    private Level[] _levels = new Level[8];
    private int _depth;
    private List<object>? _left;

    private Turn()
    {
        lock (Registering)
        {
            var free = Known.FindIndex(known => !known.TryGetTarget(out _));
            Seat = free < 0 ? Known.Count : free;
            if (free < 0)
                Known.Add(new(this));
            else
                Known[free].SetTarget(this);
        }
    }

    /// <summary>A small number that no other living thread has.</summary>
    public int Seat { get; }

    /// <summary>How many levels were entered up to now; stands still while a handler does.</summary>
    public long Entered { get; private set; }

    public int Depth => Volatile.Read(ref _depth);

    public ref Level Top => ref _levels[_depth - 1];

    /// <summary>
    /// The lists of listeners that this thread may still be walking over though others have taken their place meanwhile, so that who leaves
    /// inside a handler is not told any more.
    /// </summary>
    public IReadOnlyList<object> Left => _left ?? (IReadOnlyList<object>)[];

    public static Turn Here() => _here ??= new();

    /// <summary>The turns of all threads that live and have ever told something.</summary>
    public static IReadOnlyList<Turn> All()
    {
        var all = new List<Turn>();
        lock (Registering)
        {
            foreach (var known in Known)
            {
                if (known.TryGetTarget(out var turn))
                    all.Add(turn);
            }
        }

        return all;
    }

    /// <summary>The event in whose handler this code runs, if it does.</summary>
    public EventContext? Context() => Context(Ambient.Current);

    /// <param name="ambient">What flows here.</param>
    public EventContext? Context(EventContext? ambient) =>
        _depth > 0 && ReferenceEquals(Top.Ambient, ambient) ? Top.Known() : ambient;

    public ref Level Enter(Topic topic, EventContext? context, EventContext? parent, EventContext? ambient)
    {
        ref var level = ref Enter(topic);
        level.Context = context;
        level.Parent = parent;
        level.Ambient = ambient;
        return ref level;
    }

    /// <summary>Opens a level for an event that nothing led to. The level was left empty; to write to it anew would cost more.</summary>
    public ref Level Enter(Topic topic)
    {
        if (_depth == _levels.Length)
            Array.Resize(ref _levels, _depth * 2);

        ref var level = ref _levels[_depth];
        if (!ReferenceEquals(level.Topic, topic))
            level.Topic = topic;

        level.Position = 0;
        _depth++;
        Entered++;
        return ref level;
    }

    public void Leave()
    {
        ref var level = ref Top;
        level.Context = null;
        level.Parent = null;
        level.Ambient = null;
        if (--_depth is 0)
            _left = null;
    }

    /// <summary>A list of listeners was replaced, perhaps from inside one of its handlers.</summary>
    public void LeaveBehind(object list)
    {
        if (_depth > 0)
            (_left ??= []).Add(list);
    }

    /// <summary>What stands innermost, seen from another thread; it may be gone already.</summary>
    public (Topic? Topic, int Position) Seen()
    {
        var levels = _levels;
        var depth = Depth;
        return depth is 0 || depth > levels.Length ? default : (levels[depth - 1].Topic, Volatile.Read(ref levels[depth - 1].Position));
    }
}

/// <summary>One event that a thread is telling.</summary>
internal struct Level
{
    public Topic Topic;

    /// <summary>The place of the handler that runs.</summary>
    public int Position;

    /// <summary>Null until somebody asks for it.</summary>
    public EventContext? Context;

    /// <summary>The event that led to this one.</summary>
    public EventContext? Parent;

    /// <summary>What flows inside the handlers: by this a continuation of another event's handler is told from this one's.</summary>
    public EventContext? Ambient;

    public EventContext Known() => Context ??= Topic.ContextOf(Parent);
}
