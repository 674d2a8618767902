using Plaza.Data;

namespace Plaza.Server.Hosting;

/// <summary>One process writes a data folder: whoever holds this. Let go of when disposed or when the process ends, however.</summary>
internal sealed class DataLock : IDisposable
{
    private readonly FileStream _file;

    private DataLock(FileStream file) => _file = file;

    /// <returns>Null when another process holds it.</returns>
    public static DataLock? TryTake(DataFolder folder)
    {
        try
        {
            return new(new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
