namespace Plaza.Tests.Spaces.Package;

/// <summary>A console program that references the packages and nothing else of this repository.</summary>
internal sealed class FreshProject(PackedSpaces packed) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-fresh-");

    public string Folder => Path.Combine(_folder.FullName, "Fresh");

    /// <param name="options">Additional options of <c>dotnet new console</c>.</param>
    public async Task MakeAsync(string program, params string[] options)
    {
        foreach (var inherited in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            Write(inherited, "<Project />");

        Write("nuget.config", $"""<configuration><packageSources><add key="fresh" value="{packed.Source}" /></packageSources></configuration>""");
        await DotnetAsync(_folder.FullName, ["new", "console", "-o", "Fresh", "--no-restore", .. options]);
        await DotnetAsync(Folder, "add", "package", "Plaza.Spaces", "--version", packed.Version);
        await DotnetAsync(Folder, "add", "package", "Microsoft.Extensions.Hosting", "--version", "10.0.0");
        Write(Path.Combine("Fresh", "Program.cs"), program);
    }

    /// <returns>The output.</returns>
    public Task<string> DotnetAsync(params string[] words) => DotnetAsync(Folder, words);

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<string> DotnetAsync(string folder, params string[] words) => PackedSpaces.DotnetAsync(folder, words);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);
}
