namespace Plaza.Server.Hosting;

/// <summary>Leaves signals to the command line, which drains before it stops: the lifetime of .NET's hosts would stop at once.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
