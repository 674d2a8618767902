using System.Runtime.InteropServices;

namespace Plaza.Server.Hosting;

/// <summary>Settings of glibc's allocator, which SQLite, OpenSSL and the runtime use. They have no effect with another C library.</summary>
internal static class NativeHeap
{
    /// <summary><c>M_ARENA_MAX</c> of <c>malloc.h</c>.</summary>
    private const int ArenaMax = -8;

    /// <summary>
    /// Uses one heap instead of nearly one for each thread, each of which would retain the free memory of its own peak. Call before threads start.
    /// </summary>
    public static void UseOneArena() => Call(() => mallopt(ArenaMax, 1));

    /// <summary>Returns free pages to the operating system.</summary>
    public static void Trim() => Call(() => malloc_trim(0));

    private static void Call(Func<int> function)
    {
        if (!OperatingSystem.IsLinux())
            return;

        try
        {
            function();
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library, such as musl, which has no arenas.
        }
    }

    [DllImport("libc")]
    private static extern int mallopt(int parameter, int value);

    [DllImport("libc")]
    private static extern int malloc_trim(nuint pad);
}
