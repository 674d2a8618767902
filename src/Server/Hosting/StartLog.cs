namespace Plaza.Server.Hosting;

/// <summary>
/// Silences the host and Kestrel until the server has started: both log the exception for which a start fails, with its stack
/// trace, and throw it as well. <c>StartupSteps</c> reports it in one sentence.
/// </summary>
internal sealed class StartLog
{
    private volatile bool _hasStarted;

    public void Started() => _hasStarted = true;

    public bool IsEnabled(LogLevel level) => _hasStarted && level >= LogLevel.Warning;
}
