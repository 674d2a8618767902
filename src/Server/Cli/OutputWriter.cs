using System.Text;

namespace Plaza.Server.Cli;

/// <summary>
/// Writes to a standard stream. A write that fails (the disk is full, the stream is closed) goes to <paramref name="fallback"/>,
/// and is discarded if that fails as well; without a fallback it throws <see cref="OutputException"/>.
/// </summary>
internal sealed class OutputWriter(TextWriter stream, TextWriter? fallback) : TextWriter
{
    public override Encoding Encoding => stream.Encoding;

    /// <summary>Whether a write has failed.</summary>
    public bool HasFailed { get; private set; }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (!HasFailed)
        {
            try
            {
                stream.Write(value);
                return;
            }
            catch (Exception fault) when (IsWriteFailure(fault))
            {
                HasFailed = true;
                if (fallback is null)
                    throw new OutputException(fault);
            }
        }

        WriteToFallback(value);
    }

    public override void WriteLine() => Write(NewLine);

    public override void WriteLine(string? value) => Write(value + NewLine);

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteLineAsync(string? value) => WriteAsync(value + NewLine);

    private void WriteToFallback(string? value)
    {
        try
        {
            fallback?.Write(value);
        }
        catch (Exception fault) when (IsWriteFailure(fault))
        {
            // Neither stream can be written: only the exit code can report the failure.
        }
    }

    /// <summary>.NET reports EBADF as <see cref="UnauthorizedAccessException"/>.</summary>
    private static bool IsWriteFailure(Exception fault) => fault is IOException or UnauthorizedAccessException;
}

/// <summary>The standard output cannot be written.</summary>
internal sealed class OutputException(Exception fault) : Exception((fault.InnerException ?? fault).Message.Split(" : ")[0].TrimEnd('.'), fault);
