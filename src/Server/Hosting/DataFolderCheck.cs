using Plaza.Data;

namespace Plaza.Server.Hosting;

/// <summary>Checks the parts of the data folder that are used only later, so that a damaged one is named at the start.</summary>
internal static class DataFolderCheck
{
    private const int NoSpace = 28; // ENOSPC: a full disk does not prevent the start.

    /// <exception cref="IOException">A part cannot be used; the message names it.</exception>
    public static void Run(DataFolder folder)
    {
        Check(Path.Combine(folder.Shared, "keys"), () => CheckReadable(folder.Keys));
        Check(Path.Combine(folder.Shared, "mail"), () => _ = folder.Mail);
    }

    private static void Check(string part, Action use)
    {
        try
        {
            use();
            using var probe = OwnerOnly.Open(
                Path.Combine(part, ".writable"), new() { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
        }
        catch (IOException fault) when (fault.HResult is NoSpace)
        {
            // The folder can be written once there is space.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{part} must be a folder that this user can read and write: {fault.Message}", fault);
        }
    }

    private static void CheckReadable(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            File.OpenRead(file).Dispose();
    }
}
