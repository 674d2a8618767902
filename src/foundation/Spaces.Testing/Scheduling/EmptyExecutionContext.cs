namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>What flows on a thread to which nobody has given anything, as on those of the pool.</summary>
internal static class EmptyExecutionContext
{
    public static ExecutionContext Context { get; } = Capture();

    private static ExecutionContext Capture()
    {
        ExecutionContext? blank = null;
        var thread = new Thread(() => blank = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return blank!;
    }
}
