using System.Diagnostics;
using System.Text;

namespace Plaza.Browser.Support;

/// <summary>A client process that talks to the server, and to the test over its standard input and output.</summary>
public sealed class Client : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly Task<string> _errors;

    private Client(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static Client Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["PYTHONUNBUFFERED"] = "1";
        return new(Process.Start(start)!);
    }

    public async Task<string> ReadUntilAsync(Func<string, bool> isIt)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _said.AppendLine(line);
            if (isIt(line))
                return line;
        }

        throw new InvalidOperationException($"The client ended early:\n{_said}\n{await _errors}");
    }

    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <returns>The whole output, after a successful exit.</returns>
    public async Task<string> EndAsync()
    {
        _process.StandardInput.Close();
        _said.Append(await _process.StandardOutput.ReadToEndAsync());
        await _process.WaitForExitAsync();
        _process.ExitCode.ShouldBe(0, $"{_said}\n{await _errors}");
        return _said.ToString();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();

        _process.Dispose();
    }
}
