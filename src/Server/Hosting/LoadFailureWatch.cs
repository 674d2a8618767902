namespace Plaza.Server.Hosting;

/// <summary>
/// Ends the process when an error is logged that says that it cannot load its own code. .NET remembers a failed assembly load or type
/// initialiser for as long as the process lives, so every later request that needs it would fail too; a new process starts clean.
/// </summary>
/// <remarks>A logger sees the failures of all parts, the bus and the tasks too, and only those that nothing expected.</remarks>
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
        // Holds nothing.
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

    /// <summary>Assemblies are named by their display name, files by their path.</summary>
    private static bool IsAssembly(string file) => file.Contains(", Version=", StringComparison.Ordinal);
}
