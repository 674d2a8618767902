using System.CommandLine;

namespace Plaza.Server.Cli;

/// <summary>The implementation of a verb. Returns the exit code.</summary>
internal delegate Task<int> VerbAction(VerbContext context);

/// <summary>Runs a verb in this process or in the running server. Returns the exit code.</summary>
internal delegate Task<int> VerbExecutor(ParseResult parsed, VerbAction verb, CancellationToken ct);

/// <param name="Services">Data and spaces.</param>
/// <param name="Out">For results.</param>
/// <param name="Error">For progress and errors.</param>
internal sealed record VerbContext(IServiceProvider Services, TextWriter Out, TextWriter Error, CancellationToken Ct)
{
    /// <summary>Whether the database file was checked before anything opened it.</summary>
    public bool IsDatabaseChecked { get; init; }

    /// <summary>The password that was read because the command line has none.</summary>
    public string? Password { get; init; }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();
}
