using Microsoft.Extensions.Logging;

namespace Plaza.Tests.Support;

/// <summary>Records log lines, and lets a test wait for one.</summary>
internal sealed class RecordingLoggerProvider : ILoggerProvider, ILogger
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    /// <summary>The first line with this text; waits for it. Fails when nothing more is logged for minutes.</summary>
    public async Task<string> SaysAsync(string words)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_lines.Find(line => line.Contains(words, StringComparison.Ordinal)) is { } found)
                    return found;

                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(Limit, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException fault)
            {
                throw new TimeoutException($"The log does not say \"{words}\":{Environment.NewLine}{string.Join(Environment.NewLine, Lines)}", fault);
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _lines.Add(formatter(state, exception));
            _more.SetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Dispose()
    {
        // Nothing to dispose.
    }
}
