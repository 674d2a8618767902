using System.Diagnostics;
using Plaza.Server.Cli;

namespace Plaza.Tests.Support;

/// <summary>The program <c>plaza</c>.</summary>
public static class PlazaProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The published program that <c>test.sh</c> names in <c>PLAZA_PROGRAM</c>, which is compiled ahead of time and starts in half of the time; null in the inner loop.</summary>
    public static string? Published { get; } = Environment.GetEnvironmentVariable("PLAZA_PROGRAM");

    /// <summary>The program in the build output.</summary>
    public static string Built { get; } = System.IO.Path.GetFullPath(
        System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "Server", new DirectoryInfo(AppContext.BaseDirectory).Name, "plaza"));

    /// <summary>The program that the tests start.</summary>
    public static string Path { get; } = Published ?? Built;

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    /// <summary>
    /// Starts the program with the default action for every signal: a child inherits ignored signals, such as SIGINT of a background job of a shell
    /// script (nohup ./test.sh &amp;). env(1) executes the program, so the process id is the program's.
    /// </summary>
    public static Process Start(
        IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings, string? program = null, string? workingFolder = null, bool withInput = false)
    {
        var start = new ProcessStartInfo("env", ["--default-signal", program ?? Path, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = withInput,
            WorkingDirectory = workingFolder ?? System.IO.Path.GetTempPath(),
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    public static Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    /// <summary>Runs the program to its end, with an input or that of the tests.</summary>
    public static async Task<ProgramRun> RunAsync(
        IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings, string? program = null, string? workingFolder = null,
        TimeSpan? patience = null, byte[]? input = null)
    {
        using var process = Start(arguments, settings, program, workingFolder, input is not null);
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            if (input is not null)
                await SendAsync(process, input, limit.Token);

            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>
    /// Runs a verb in the process of the tests, which takes a fraction of the time: for tests of what a verb does, not of its process, streams and
    /// signals.
    /// </summary>
    public static async Task<ProgramRun> RunHereAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        using var limit = new CancellationTokenSource(Patience);
        var status = await CommandLine.RunAsync(arguments, new LocalVerbRunner(arguments).ExecuteAsync, output, error, limit.Token);
        return new(status, output.ToString(), error.ToString());
    }

    /// <summary>The program may end without reading all of it.</summary>
    private static async Task SendAsync(Process process, byte[] input, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The pipe is closed: what the program did is in its exit code and output.
        }
    }
}

/// <summary>The result of a run of the program.</summary>
public sealed record ProgramRun(int Status, string Output, string Error)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    /// <returns>This result, if the exit code is 0.</returns>
    public ProgramRun ShouldBeDone() => ShouldEndWith(0);

    public ProgramRun ShouldEndWith(int status)
    {
        Status.ShouldBe(status, $"{Output}{Error}");
        Error.ShouldNotContain("   at ", customMessage: "a stack trace is no answer for an operator");
        return this;
    }
}
