namespace Plaza.Data;

/// <summary>
/// The folder that holds everything a server stores, and the one that all nodes of a database share, which is the same where there is one node. Created
/// readable for their owner only where they are missing.
/// </summary>
public sealed class DataFolder
{
    /// <param name="path">The folder of this node.</param>
    /// <param name="shared">The folder that all nodes share; null for the same.</param>
    public DataFolder(string path, string? shared = null)
    {
        Path = System.IO.Path.GetFullPath(path);
        Shared = shared is null ? Path : System.IO.Path.GetFullPath(shared);
        OwnerOnly.CreateFolder(Path);
        OwnerOnly.CreateFolder(Shared);
        CreateDatabaseFile();
    }

    public string Path { get; }

    /// <summary>Holds what each node must see: the keys, and mails while no mail server is configured.</summary>
    public string Shared { get; }

    /// <summary>Tells whether a node sees the same shared folder as the others.</summary>
    public string SharedMarker => System.IO.Path.Combine(Shared, "plaza-shared");

    public string Database => DatabaseIn(Path);

    /// <summary>Keys of Data Protection, so that signed cookies and forms stay valid after a restart.</summary>
    public string Keys => OwnerOnly.CreateFolder(System.IO.Path.Combine(Shared, "keys"));

    /// <summary>For mails while no mail server is configured.</summary>
    public string Mail => OwnerOnly.CreateFolder(System.IO.Path.Combine(Shared, "mail"));

    /// <summary>The control socket on which the server runs verbs of the command line.</summary>
    public string Socket => System.IO.Path.Combine(Path, "plaza.sock");

    public string Lock => System.IO.Path.Combine(Path, "plaza.lock");

    /// <summary>The path that the database has in a folder, which need not exist.</summary>
    public static string DatabaseIn(string folder) => System.IO.Path.Combine(folder, "plaza.db");

    /// <summary>
    /// SQLite creates the other files with the mode of the database. An existing database is not opened: closing it would
    /// release the locks that SQLite holds on it in this process (fcntl(2)).
    /// </summary>
    private void CreateDatabaseFile()
    {
        if (File.Exists(Database))
            OwnerOnly.Restrict(Database);
        else
            OwnerOnly.Open(Database, new() { Mode = FileMode.CreateNew, Access = FileAccess.Write }).Dispose();
    }
}
