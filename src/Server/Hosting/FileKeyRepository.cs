using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Plaza.Data;

namespace Plaza.Server.Hosting;

/// <summary>
/// The keys of Data Protection, a file each. After a power cut a file is there whole or not at all: the keeper that comes with
/// ASP.NET Core does not wait for the disk and may leave an empty one, with which no form can be shown any more.
/// </summary>
internal sealed class FileKeyRepository(string folder) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Directory.EnumerateFiles(folder, "*.xml").Select(file => XElement.Load(file))];

    public void StoreElement(XElement element, string friendlyName)
    {
        var file = Path.Combine(folder, $"{friendlyName}.xml");
        var unfinished = $"{file}.tmp";
        using (var stream = OwnerOnly.Open(unfinished, new() { Mode = FileMode.Create, Access = FileAccess.Write }))
        {
            element.Save(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }
}
