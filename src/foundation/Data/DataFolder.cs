namespace Plaza.Data;

/// <summary>The folder that holds everything a server stores. Created readable for its owner only where it is missing.</summary>
public sealed class DataFolder
{
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        OwnerOnly.CreateFolder(Path);
        CreateDatabaseFile();
    }

    public string Path { get; }

    public string Database => DatabaseIn(Path);

    /// <summary>Keys of Data Protection, so that signed cookies and forms stay valid after a restart.</summary>
    public string Keys => OwnerOnly.CreateFolder(System.IO.Path.Combine(Path, "keys"));

    /// <summary>For mails while no mail server is configured.</summary>
    public string Mail => OwnerOnly.CreateFolder(System.IO.Path.Combine(Path, "mail"));

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
