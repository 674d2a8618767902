using Mono.Cecil;

namespace Plaza.Tests.Architecture;

/// <summary>The projects and their assemblies, read from disk, so that a new one cannot be forgotten.</summary>
internal static class Solution
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    public static TheoryData<string> Spaces => [.. Folders("src/spaces")];

    public static TheoryData<string> Doors => [.. Folders("src/doors")];

    /// <summary>Every project below src, by name.</summary>
    public static IReadOnlyList<string> Projects { get; } =
    [
        .. Files("src", "*.csproj").Select(file => System.IO.Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];

    public static string Path(string below) => System.IO.Path.Combine(Root, below);

    public static IEnumerable<string> Folders(string below) =>
        Directory.EnumerateDirectories(Path(below)).Select(folder => System.IO.Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    /// <summary>Source files, without build output.</summary>
    public static IEnumerable<string> Files(string below, string pattern) =>
        Directory.EnumerateFiles(Path(below), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split('/', '\\').Any(part => part is "obj" or "bin" or "artifacts"))
            .Order(StringComparer.Ordinal);

    public static ModuleDefinition Read(string project) =>
        ModuleDefinition.ReadModule(System.IO.Path.Combine(AppContext.BaseDirectory, project is "Server" ? "plaza.dll" : $"Plaza.{project}.dll"));

    private static string Above(string folder) => File.Exists(System.IO.Path.Combine(folder, "Plaza.slnx"))
        ? folder
        : Above(System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("There is no Plaza.slnx above the tests."));
}
