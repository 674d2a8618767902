namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>An empty execution context, as on the threads of the pool.</summary>
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
