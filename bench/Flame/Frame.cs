namespace Plaza.Flame;

/// <summary>A method, called from one place in the stack: in how many samples it stood there, and what it called.</summary>
internal sealed class Frame(string name)
{
    private readonly Dictionary<string, Frame> _called = new(StringComparer.Ordinal);

    public string Name => name;

    public int Samples { get; private set; }

    /// <summary>The busiest first.</summary>
    public IEnumerable<Frame> Called => _called.Values.OrderByDescending(frame => frame.Samples);

    /// <param name="stack">What this method had called, the innermost last.</param>
    public void Add(ReadOnlySpan<string> stack)
    {
        Samples++;
        if (stack is [var next, .. var rest])
            (_called.TryGetValue(next, out var frame) ? frame : _called[next] = new(next)).Add(rest);
    }
}
