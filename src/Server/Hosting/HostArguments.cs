using Plaza.Data;
using Plaza.Data.Nodes;

namespace Plaza.Server.Hosting;

/// <summary>The options of the command line; all others are in the configuration.</summary>
/// <param name="Folder">The data folder.</param>
/// <param name="Urls">The addresses to listen on, separated by semicolons; http only, the proxy terminates TLS.</param>
/// <param name="Roles">What the server does among those that share its database.</param>
public sealed record HostArguments(DataFolder Folder, string Urls, NodeRoles Roles = NodeRoles.All)
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    public const string DefaultFolder = "data";

    /// <summary>The connection string of PostgreSQL; null when the database is a file in the folder.</summary>
    internal string? Connection => PlazaConfiguration.ReadConnection(Folder.Path);

    /// <exception cref="FormatException">A URL is invalid; the message names it.</exception>
    internal IReadOnlyList<ListenAddress> Addresses => ListenAddress.Parse(Urls);
}
