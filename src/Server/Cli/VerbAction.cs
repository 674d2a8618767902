using System.CommandLine;

namespace Plaza.Server.Cli;

/// <summary>What a verb does, given the data. Gives the exit code.</summary>
internal delegate Task<int> VerbAction(VerbContext context);

/// <summary>How a verb comes by the data: in this process, or in that of the running server.</summary>
internal delegate Task<int> VerbExecutor(ParseResult parsed, VerbAction verb, CancellationToken ct);

/// <param name="Services">Data and spaces.</param>
/// <param name="Out">Where results go.</param>
/// <param name="Error">Where progress and refusals go.</param>
internal sealed record VerbContext(IServiceProvider Services, TextWriter Out, TextWriter Error, CancellationToken Ct)
{
    /// <summary>Whether the database was found to be whole before anything started on it.</summary>
    public bool IsDatabaseChecked { get; init; }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();
}
