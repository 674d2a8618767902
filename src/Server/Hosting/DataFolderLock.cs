using Plaza.Data;

namespace Plaza.Server.Hosting;

/// <summary>
/// One process writes a data folder: whoever holds this. Let go of when disposed or when the process ends, however. Only the
/// owner can open the file, or any user of the machine could lock the server out of its folder.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    /// <summary>What Linux, macOS and Windows call it when another has the file.</summary>
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
