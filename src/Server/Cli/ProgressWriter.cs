namespace Plaza.Server.Cli;

/// <summary>Writes the progress of a long verb as lines.</summary>
internal sealed class ProgressWriter(TextWriter error) : IProgress<string>
{
    public void Report(string value) => error.WriteLine(value);
}
