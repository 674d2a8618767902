namespace Plaza.Data;

/// <summary>The one folder that holds everything a server keeps. Made for its owner alone where it is missing.</summary>
public sealed class DataFolder
{
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        OwnerOnly.CreateFolder(Path);
        CreateDatabaseFile();
    }

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "plaza.db");

    /// <summary>Keys of Data Protection: cookies and forms signed before a restart stay good after it.</summary>
    public string Keys => OwnerOnly.CreateFolder(System.IO.Path.Combine(Path, "keys"));

    /// <summary>Where mails go while no mail server is configured.</summary>
    public string Mail => OwnerOnly.CreateFolder(System.IO.Path.Combine(Path, "mail"));

    /// <summary>Where the running server takes the orders of the command line.</summary>
    public string Socket => System.IO.Path.Combine(Path, "plaza.sock");

    public string Lock => System.IO.Path.Combine(Path, "plaza.lock");

    /// <summary>
    /// SQLite gives the files beside the database the mode of the database. An existing one is not opened: closing it would
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
