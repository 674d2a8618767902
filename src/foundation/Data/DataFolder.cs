namespace Plaza.Data;

/// <summary>The one folder that holds everything a server keeps. Made for its owner alone where it is missing.</summary>
public sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Make(Path);
        MakeForOwner(Database);
    }

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "plaza.db");

    /// <summary>Keys of Data Protection: cookies and forms signed before a restart stay good after it.</summary>
    public string Keys => Make(System.IO.Path.Combine(Path, "keys"));

    /// <summary>Where mails go while no mail server is configured.</summary>
    public string Mail => Make(System.IO.Path.Combine(Path, "mail"));

    /// <summary>Where the running server takes the orders of the command line.</summary>
    public string Socket => System.IO.Path.Combine(Path, "plaza.sock");

    public string Lock => System.IO.Path.Combine(Path, "plaza.lock");

    /// <summary>The files that SQLite makes beside the database get its mode.</summary>
    private static void MakeForOwner(string file)
    {
        const UnixFileMode ReadAndWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        if (OperatingSystem.IsWindows())
            return;

        if (File.Exists(file))
            File.SetUnixFileMode(file, ReadAndWrite);
        else
            new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = ReadAndWrite }).Dispose();
    }

    private static string Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else if (!Directory.Exists(path))
            Directory.CreateDirectory(path, OwnerOnly);

        return path;
    }
}
