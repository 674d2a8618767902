using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// The events that one thread is dispatching, nested by handlers that publish. Written by that thread alone; the detector of
/// stuck handlers reads it from outside.
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

    /// <summary>A small number unique among the living threads.</summary>
    public int ThreadIndex { get; }

    /// <summary>How many frames were entered; does not change while a handler blocks.</summary>
    public long Entered { get; private set; }

    public int Depth => Volatile.Read(ref _depth);

    public ref DispatchFrame Top => ref _frames[_depth - 1];

    /// <summary>
    /// The segments that this thread may still iterate though they were replaced, so that a subscription disposed inside a
    /// handler is not called any more.
    /// </summary>
    public IReadOnlyList<object> ReplacedLists => _replaced ?? (IReadOnlyList<object>)[];

    public static ThreadDispatchState Current() => _current ??= new();

    /// <summary>The states of all living threads that have dispatched an event.</summary>
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

    /// <summary>The event whose handler runs this code; null outside of handlers.</summary>
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

    /// <summary>Enters a frame for an event without a cause. The frame was left empty; writing to it again would cost more.</summary>
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

    /// <summary>A segment was replaced, perhaps from inside one of its handlers.</summary>
    public void KeepReplaced(object list)
    {
        if (_depth > 0)
            (_replaced ??= []).Add(list);
    }

    /// <summary>The innermost frame, read from another thread; it may have been left already.</summary>
    public (Topic? Topic, int Position) Innermost()
    {
        var frames = _frames;
        var depth = Depth;
        return depth is 0 || depth > frames.Length ? default : (frames[depth - 1].Topic, Volatile.Read(ref frames[depth - 1].Position));
    }
}

/// <summary>One event that a thread is dispatching.</summary>
internal struct DispatchFrame
{
    public Topic Topic;

    /// <summary>The slot of the running handler.</summary>
    public int Position;

    /// <summary>Null until it is needed.</summary>
    public EventContext? Context;

    /// <summary>The event that led to this one.</summary>
    public EventContext? Parent;

    /// <summary>The context that flows into the handlers: distinguishes a continuation of another event's handler from this one's.</summary>
    public EventContext? Ambient;

    public EventContext GetContext() => Context ??= Topic.CreateContext(Parent);
}
