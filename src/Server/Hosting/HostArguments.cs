using Plaza.Data;

namespace Plaza.Server.Hosting;

/// <summary>What the command line says of the server. All else is in the configuration.</summary>
/// <param name="Folder">Where everything is kept.</param>
/// <param name="Urls">Where it listens, separated by semicolons; http only, TLS is for the proxy before it.</param>
public sealed record HostArguments(DataFolder Folder, string Urls)
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    public const string DefaultFolder = "data";

    /// <exception cref="FormatException">One of them is no address, in a sentence that names it.</exception>
    internal IReadOnlyList<ListenAddress> Addresses => ListenAddress.Parse(Urls);
}
