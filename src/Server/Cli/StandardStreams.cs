using System.Globalization;

namespace Plaza.Server.Cli;

/// <summary>
/// Detects standard streams that were closed when the process started. The runtime then opens descriptors of its own under their
/// numbers, such as the pipe for signals, and results and log lines would be written into it.
/// </summary>
internal static class StandardStreams
{
    private const string Descriptors = "/proc/self/fd";
    private const int AccessMode = 3;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;

    /// <summary>Makes writes to a closed stream fail. Call it before anything is written.</summary>
    public static void FailWhereClosed()
    {
        if (!OperatingSystem.IsLinux())
            return;

        if (IsClosed(1))
            Console.SetOut(new ClosedWriter());
        if (IsClosed(2))
            Console.SetError(new ClosedWriter());
    }

    /// <summary>Whether the standard input was closed when the process started, so that reading from it never ends.</summary>
    public static bool IsInputClosed() =>
        OperatingSystem.IsLinux() && (TargetOf("0") is not { } target || ModeOf("0") is WriteOnly || IsPipeOfThisProcess(target, ReadOnly));

    private static bool IsClosed(int number)
    {
        var target = TargetOf($"{number}");
        return target is null || ModeOf($"{number}") is ReadOnly || IsPipeOfThisProcess(target, WriteOnly);
    }

    /// <summary>Whether both ends of the pipe are in this process. <paramref name="mode"/> is that of the end that the caller knows.</summary>
    private static bool IsPipeOfThisProcess(string target, int mode) =>
        target.StartsWith("pipe:", StringComparison.Ordinal)
        && Directory.EnumerateFileSystemEntries(Descriptors).Select(Path.GetFileName).OfType<string>()
            .Any(number => TargetOf(number) == target && ModeOf(number) != mode);

    private static string? TargetOf(string number) => new FileInfo(Path.Combine(Descriptors, number)).LinkTarget;

    /// <summary>The lowest two bits of the line <c>flags</c>, which is octal: proc(5).</summary>
    private static int ModeOf(string number)
    {
        try
        {
            var flags = File.ReadLines($"/proc/self/fdinfo/{number}").First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (flags[^1] - '0') & AccessMode;
        }
        catch (IOException)
        {
            return WriteOnly; // Closed since it was listed.
        }
    }

    private sealed class ClosedWriter : TextWriter
    {
        public ClosedWriter()
            : base(CultureInfo.InvariantCulture)
        {
        }

        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException("It is closed");
    }
}
