namespace Plaza.Server.Hosting;

/// <summary>
/// Stops the process with exit code 1 when an assembly or type failed to load. .NET caches such failures for the life of the process, so that
/// every later use would fail too; a new process starts without them.
/// </summary>
/// <remarks>A logger provider sees the unexpected exceptions of all components, the bus and the tasks included.</remarks>
internal sealed class LoadFailureWatch(IServiceProvider services) : ILoggerProvider, ILogger
{
    private int _failures;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || exception is null || Find(exception) is not { } failure || Interlocked.Increment(ref _failures) is not 1)
            return;

        services.GetRequiredService<ILogger<LoadFailureWatch>>().CodeNotLoaded(failure.Message.ReplaceLineEndings(" "));
        Environment.ExitCode = 1;
        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }

    public void Dispose()
    {
        // Nothing to dispose.
    }

    private static Exception? Find(Exception exception) => exception switch
    {
        AggregateException several => several.InnerExceptions.Select(Find).FirstOrDefault(found => found is not null),
        TypeInitializationException or TypeLoadException or BadImageFormatException => exception,
        FileNotFoundException { FileName: { } file } when IsAssembly(file) => exception,
        FileLoadException { FileName: { } file } when IsAssembly(file) => exception,
        { InnerException: { } inner } => Find(inner),
        _ => null,
    };

    /// <summary>For assemblies the file name is a display name, not a path.</summary>
    private static bool IsAssembly(string file) => file.Contains(", Version=", StringComparison.Ordinal);
}
