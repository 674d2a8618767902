using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// What one thread is telling at the moment, an event inside the handler of another. Written by its own thread alone;
/// the watch for stuck handlers looks at it from outside.
/// </summary>
internal sealed class ThreadDispatchState
{
    private static readonly Lock Registering = new();
    private static readonly List<WeakReference<ThreadDispatchState>> States = [];

    [ThreadStatic]
    private static ThreadDispatchState? _current;

    private DispatchFrame[] _frames = new DispatchFrame[8];
    private int _depth;
    private List<object>? _replaced;

    private ThreadDispatchState()
    {
        lock (Registering)
        {
            var free = States.FindIndex(known => !known.TryGetTarget(out _));
            ThreadIndex = free < 0 ? States.Count : free;
            if (free < 0)
                States.Add(new(this));
            else
                States[free].SetTarget(this);
        }
    }

    /// <summary>A small number that no other living thread has.</summary>
    public int ThreadIndex { get; }

    /// <summary>How many levels were entered up to now; stands still while a handler does.</summary>
    public long Entered { get; private set; }

    public int Depth => Volatile.Read(ref _depth);

    public ref DispatchFrame Top => ref _frames[_depth - 1];

    /// <summary>
    /// The lists of listeners that this thread may still be walking over though others have taken their place meanwhile, so that who leaves
    /// inside a handler is not told any more.
    /// </summary>
    public IReadOnlyList<object> ReplacedLists => _replaced ?? (IReadOnlyList<object>)[];

    public static ThreadDispatchState Current() => _current ??= new();

    /// <summary>The turns of all threads that live and have ever told something.</summary>
    public static IReadOnlyList<ThreadDispatchState> All()
    {
        var all = new List<ThreadDispatchState>();
        lock (Registering)
        {
            foreach (var known in States)
            {
                if (known.TryGetTarget(out var state))
                    all.Add(state);
            }
        }

        return all;
    }

    /// <summary>The event in whose handler this code runs, if it does.</summary>
    public EventContext? Context() => Context(AmbientEventContext.Current);

    /// <param name="ambient">What flows here.</param>
    public EventContext? Context(EventContext? ambient) =>
        _depth > 0 && ReferenceEquals(Top.Ambient, ambient) ? Top.GetContext() : ambient;

    public ref DispatchFrame Enter(Topic topic, EventContext? context, EventContext? parent, EventContext? ambient)
    {
        ref var frame = ref Enter(topic);
        frame.Context = context;
        frame.Parent = parent;
        frame.Ambient = ambient;
        return ref frame;
    }

    /// <summary>Opens a level for an event that nothing led to. The level was left empty; to write to it anew would cost more.</summary>
    public ref DispatchFrame Enter(Topic topic)
    {
        if (_depth == _frames.Length)
            Array.Resize(ref _frames, _depth * 2);

        ref var frame = ref _frames[_depth];
        if (!ReferenceEquals(frame.Topic, topic))
            frame.Topic = topic;

        frame.Position = 0;
        _depth++;
        Entered++;
        return ref frame;
    }

    public void Exit()
    {
        ref var frame = ref Top;
        frame.Context = null;
        frame.Parent = null;
        frame.Ambient = null;
        if (--_depth is 0)
            _replaced = null;
    }

    /// <summary>A list of listeners was replaced, perhaps from inside one of its handlers.</summary>
    public void KeepReplaced(object list)
    {
        if (_depth > 0)
            (_replaced ??= []).Add(list);
    }

    /// <summary>What stands innermost, seen from another thread; it may be gone already.</summary>
    public (Topic? Topic, int Position) Innermost()
    {
        var frames = _frames;
        var depth = Depth;
        return depth is 0 || depth > frames.Length ? default : (frames[depth - 1].Topic, Volatile.Read(ref frames[depth - 1].Position));
    }
}

/// <summary>One event that a thread is telling.</summary>
internal struct DispatchFrame
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

    public EventContext GetContext() => Context ??= Topic.CreateContext(Parent);
}
