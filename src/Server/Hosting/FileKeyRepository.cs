using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Plaza.Data;

namespace Plaza.Server.Hosting;

/// <summary>
/// Stores the keys of Data Protection, one file each. After a power cut a file exists complete or not at all: ASP.NET Core's
/// <c>FileSystemXmlRepository</c> does not fsync and may leave an empty file, with which no form can be rendered.
/// </summary>
internal sealed class FileKeyRepository(string folder, ILogger<FileKeyRepository> logger) : IXmlRepository
{
    /// <summary>A file that is not XML is renamed and left out: Data Protection then creates a new key instead of failing every form.</summary>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Directory.GetFiles(folder, "*.xml").Select(Load).OfType<XElement>()];

    public void StoreElement(XElement element, string friendlyName)
    {
        var file = Path.Combine(folder, $"{friendlyName}.xml");
        var unfinished = $"{file}.tmp";
        OwnerOnly.Write(unfinished, Encoding.UTF8.GetBytes(element.ToString()));
        File.Move(unfinished, file, overwrite: true);
    }

    private XElement? Load(string file)
    {
        try
        {
            return XElement.Load(file);
        }
        catch (XmlException fault)
        {
            File.Move(file, $"{file}.broken", overwrite: true);
            logger.KeySetAside(file, fault.Message);
            return null;
        }
    }
}
