using System.Diagnostics;

namespace Plaza.Tests.Support;

/// <summary>The program <c>plaza</c> as it was built beside these tests.</summary>
public static class PlazaProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static string Path { get; } = System.IO.Path.GetFullPath(
        System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "Server", new DirectoryInfo(AppContext.BaseDirectory).Name, "plaza"));

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    /// <summary>
    /// Starts it with the default action for every signal: a child inherits which ones are ignored, such as SIGINT in what a shell script
    /// runs in the background (nohup ./test.sh &amp;). env(1) becomes the program, so the process is the program's own.
    /// </summary>
    public static Process Start(IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings, string? program = null, string? workingFolder = null)
    {
        var start = new ProcessStartInfo("env", ["--default-signal", program ?? Path, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder ?? System.IO.Path.GetTempPath(),
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    public static Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    /// <summary>Runs it to its end.</summary>
    public static async Task<ProgramRun> RunAsync(
        IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings, string? program = null, string? workingFolder = null,
        TimeSpan? patience = null)
    {
        using var process = Start(arguments, settings, program, workingFolder);
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>How a run of the program ended.</summary>
public sealed record ProgramRun(int Status, string Output, string Error)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    /// <returns>Itself, when the exit code is 0.</returns>
    public ProgramRun ShouldBeDone() => ShouldEndWith(0);

    public ProgramRun ShouldEndWith(int status)
    {
        Status.ShouldBe(status, $"{Output}{Error}");
        Error.ShouldNotContain("   at ", customMessage: "a stack trace is no answer for an operator");
        return this;
    }
}
