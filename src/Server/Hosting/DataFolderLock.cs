using Plaza.Data;

namespace Plaza.Server.Hosting;

/// <summary>
/// The lock of a data folder, which one process may write. Released when disposed and when the process ends for any reason. Only the
/// owner can open the file, or any user of the machine could block the server.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    /// <summary>The error codes of Linux, macOS and Windows for a file that is locked by another process.</summary>
    private static readonly int[] TakenCodes = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <returns>Null when another process holds it.</returns>
    /// <exception cref="IOException">The folder cannot be written: it is read-only, or the disk is full.</exception>
    public static DataFolderLock? TryTake(DataFolder folder)
    {
        try
        {
            var file = OwnerOnly.Open(folder.Lock, new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 });
            OwnerOnly.Restrict(folder.Lock);
            return new(file);
        }
        catch (IOException fault) when (TakenCodes.Contains(fault.HResult))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
