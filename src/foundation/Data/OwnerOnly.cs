namespace Plaza.Data;

/// <summary>Creates files and folders that no other user of the machine can read or write, whatever the umask.</summary>
public static class OwnerOnly
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    /// <summary>Opens a file; one that is created is readable and writable by its owner only.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">All but the mode of a new file.</param>
    public static FileStream Open(string path, FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows() && options.Mode is not System.IO.FileMode.Open)
            options.UnixCreateMode = FileMode;

        return new(path, options);
    }

    /// <summary>Creates or replaces a file and waits until its content is on disk. After a crash it may be incomplete: write beside, then rename.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var stream = Open(path, new() { Mode = System.IO.FileMode.Create, Access = FileAccess.Write });
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Takes the permissions on an existing file from all but its owner. An earlier version, or the umask, may have given them.</summary>
    public static void Restrict(string path)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) is not FileMode)
            File.SetUnixFileMode(path, FileMode);
    }

    /// <summary>Creates the folder where it is missing. An existing one keeps its permissions: its owner chose them.</summary>
    /// <returns>The path.</returns>
    public static string CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else if (!Directory.Exists(path))
            Directory.CreateDirectory(path, FolderMode);

        return path;
    }
}
