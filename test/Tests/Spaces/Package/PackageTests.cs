using System.IO.Compression;
using System.Xml.Linq;
using Plaza.Tests.Architecture;

namespace Plaza.Tests.Spaces.Package;

[Trait("Speed", "slow")]
[Collection<Packages>]
public sealed class PackageTests(PackedSpaces packed)
{
    [Fact]
    public async Task The_first_example_of_the_README_runs_in_a_fresh_project_and_prints_the_output_shown()
    {
        var blocks = Blocks(File.ReadAllText(Solution.Path("src/foundation/Spaces/README.md")));
        using var fresh = new FreshProject(packed);
        await fresh.MakeAsync(blocks.Single(block => block.Language is "csharp").Text);

        await fresh.DotnetAsync("build", "-warnaserror");
        var output = await fresh.DotnetAsync("run", "--no-build");

        foreach (var line in blocks.Last().Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            output.ShouldContain(line);
    }

    [Fact]
    public void Plaza_Spaces_depends_on_abstractions_and_Polly_alone()
    {
        Dependencies("Plaza.Spaces").ShouldAllBe(id => id == "Polly.Core" || IsAbstraction(id));
        Dependencies("Plaza.Spaces").ShouldContain("Polly.Core");
        Dependencies("Plaza.Spaces.Testing").ShouldContain("Plaza.Spaces");
        Dependencies("Plaza.Spaces.RabbitMQ").Where(id => !IsAbstraction(id)).ShouldBe(["Plaza.Spaces", "Polly.Core", "RabbitMQ.Client"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Plaza.Spaces")]
    [InlineData("Plaza.Spaces.RabbitMQ")]
    [InlineData("Plaza.Spaces.Testing")]
    public void A_package_has_its_metadata_and_documentation(string id)
    {
        using var package = ZipFile.OpenRead(packed.Package(id));
        var said = Nuspec(package);

        package.Entries.Select(entry => entry.FullName)
            .ShouldBeSubsetOf([.. Frame(package), $"{id}.nuspec", "README.md", "LICENSE", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"]);
        package.Entries.Count.ShouldBe(Frame(package).Count() + 5);
        Text(package, "README.md").ShouldBe(File.ReadAllText(Solution.Path($"src/foundation/{id["Plaza.".Length..]}/README.md")));
        Text(package, "LICENSE").ShouldBe(File.ReadAllText(Solution.Path("LICENSE")));
        (said("authors"), said("license"), said("readme")).ShouldBe(("Plaza", "MIT", "README.md"));
        said("description").ShouldNotBeNullOrWhiteSpace();
        said("tags").ShouldContain("events");
    }

    [Theory]
    [InlineData("Plaza.Spaces")]
    [InlineData("Plaza.Spaces.RabbitMQ")]
    [InlineData("Plaza.Spaces.Testing")]
    public void A_package_brings_its_symbols_and_no_path_of_the_machine_that_packed_it(string id)
    {
        using var package = ZipFile.OpenRead(packed.Package(id));
        using var assembly = new MemoryStream(Bytes(package, $"lib/net10.0/{id}.dll"));

        var sources = Symbols.SourcesOf(assembly);

        sources.ShouldContain(source => source.StartsWith("/_/src/foundation/", StringComparison.Ordinal));
        sources.ShouldAllBe(source => !source.StartsWith(Solution.Root, StringComparison.Ordinal));
    }

    [Fact]
    public void A_package_refers_to_its_sources_when_the_repository_is_given()
    {
        using var archive = ZipFile.OpenRead(packed.Package("Plaza.Spaces.Testing"));
        using var assembly = new MemoryStream(Bytes(archive, "lib/net10.0/Plaza.Spaces.Testing.dll"));

        Text(archive, "Plaza.Spaces.Testing.nuspec").ShouldContain($"url=\"{PackedSpaces.Web}\"");
        if (Path.Exists(Solution.Path(".git")))
            Symbols.WebOf(assembly).ShouldStartWith("""{"documents":{"/_/*":"https://raw.githubusercontent.com/example/plaza/""");
    }

    [Fact]
    public async Task No_other_project_is_packable()
    {
        var packages = Solution.Files("", "*.csproj").Where(file => File.ReadAllText(file) is var text
            && (text.Contains("Package.props", StringComparison.Ordinal) || text.Contains("IsPackable", StringComparison.Ordinal)));

        packages.Select(Path.GetFileNameWithoutExtension).ShouldBe(["Spaces.RabbitMQ", "Spaces.Testing", "Spaces"], ignoreOrder: true);
        (await IsPackableAsync("src/foundation/Spaces")).ShouldBe("true");
        (await IsPackableAsync("src/foundation/Contracts")).ShouldBe("false");

        static async Task<string> IsPackableAsync(string project) =>
            (await PackedSpaces.DotnetAsync(Solution.Path(project), "msbuild", "-getProperty:IsPackable")).Trim();
    }

    private static bool IsAbstraction(string id) =>
        id.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && id.EndsWith(".Abstractions", StringComparison.Ordinal);

    /// <summary>The parts that every package has.</summary>
    private static IEnumerable<string> Frame(ZipArchive package) => package.Entries.Select(entry => entry.FullName)
        .Where(name => name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal) || name is "[Content_Types].xml");

    private static Func<string, string> Nuspec(ZipArchive package)
    {
        var metadata = XDocument.Parse(Text(package, package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).FullName)).Root!
            .Elements().Single();
        return name => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
    }

    private IEnumerable<string> Dependencies(string id)
    {
        using var package = ZipFile.OpenRead(packed.Package(id));
        return [.. XDocument.Parse(Text(package, $"{id}.nuspec")).Descendants()
            .Where(element => element.Name.LocalName is "dependency")
            .Select(element => (string)element.Attribute("id")!)];
    }

    private static byte[] Bytes(ZipArchive package, string name)
    {
        using var entry = package.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        entry.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The fenced blocks of a page.</summary>
    private static List<(string Language, string Text)> Blocks(string page) =>
    [
        .. page.Split("```").Where((_, index) => index % 2 is 1)
            .Select(block => block.Split('\n', 2))
            .Select(parts => (parts[0], parts[1])),
    ];
}
