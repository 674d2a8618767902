using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Plaza.Tests.Spaces.Package;

/// <summary>The debug information inside an assembly.</summary>
internal static class Symbols
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    /// <summary>The names of the source files.</summary>
    public static IReadOnlyList<string> SourcesOf(Stream assembly) =>
        Read(assembly, symbols => symbols.Documents.Select(handle => symbols.GetString(symbols.GetDocument(handle).Name)).ToList());

    /// <summary>The URL of the sources; empty if none is configured.</summary>
    public static string WebOf(Stream assembly) => Read(assembly, symbols => string.Concat(symbols.CustomDebugInformation
        .Select(symbols.GetCustomDebugInformation)
        .Where(one => symbols.GetGuid(one.Kind) == SourceLink)
        .Select(one => Encoding.UTF8.GetString(symbols.GetBlobBytes(one.Value)))));

    private static T Read<T>(Stream assembly, Func<MetadataReader, T> look)
    {
        using var image = new PEReader(assembly);
        var embedded = image.ReadDebugDirectory().Single(entry => entry.Type is DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var provider = image.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
        return look(provider.GetMetadataReader());
    }
}
