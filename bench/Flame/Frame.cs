namespace Plaza.Flame;

/// <summary>A method at one position of the call tree: the number of its samples, and its callees.</summary>
internal sealed class Frame(string name)
{
    private readonly Dictionary<string, Frame> _called = new(StringComparer.Ordinal);

    public string Name => name;

    public int Samples { get; private set; }

    /// <summary>The callees, most samples first.</summary>
    public IEnumerable<Frame> Called => _called.Values.OrderByDescending(frame => frame.Samples);

    /// <param name="stack">The calls below this method, innermost last.</param>
    public void Add(ReadOnlySpan<string> stack)
    {
        Samples++;
        if (stack is [var next, .. var rest])
            (_called.TryGetValue(next, out var frame) ? frame : _called[next] = new(next)).Add(rest);
    }
}
