using System.Security.Cryptography;
using Npgsql;

namespace Plaza.Data.Postgres;

/// <summary>
/// Checks that a node sees the folder that the other nodes of its database share. A node with other keys would log its visitors out, and with another folder
/// for mails hide them. The folder has a marker file; the database knows what it contains.
/// </summary>
internal static class PostgresSharedFolder
{
    private const int MarkerBytes = 16;

    /// <summary>The first node writes the marker, before it tells the database.</summary>
    /// <exception cref="InvalidDataException">It is another folder.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, DataFolder folder, string database, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("select shared_folder from journal_head where id = 1", connection);
        if (await read.ExecuteScalarAsync(ct) is not string known)
        {
            // Of several first nodes with a folder each, one is first here.
            await using var write = new NpgsqlCommand("update journal_head set shared_folder = coalesce(shared_folder, $1) where id = 1 returning shared_folder", connection)
            {
                Parameters = { new() { Value = await ReadAsync(folder, ct) ?? await CreateAsync(folder, ct) } },
            };
            known = (string)(await write.ExecuteScalarAsync(ct))!;
        }

        if (await ReadAsync(folder, ct) != known)
        {
            throw new InvalidDataException(
                $"{folder.Shared} is not the folder that the servers of {database} share: name theirs with --shared. If it is lost, write {known} into {folder.SharedMarker}, and all users log in again.");
        }
    }

    private static async Task<string?> ReadAsync(DataFolder folder, CancellationToken ct) =>
        File.Exists(folder.SharedMarker) ? (await File.ReadAllTextAsync(folder.SharedMarker, ct)).Trim() : null;

    private static async Task<string> CreateAsync(DataFolder folder, CancellationToken ct)
    {
        var marker = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MarkerBytes));
        try
        {
            await using var file = new StreamWriter(folder.SharedMarker, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
            await file.WriteLineAsync(marker.AsMemory(), ct);
            return marker;
        }
        catch (IOException) when (File.Exists(folder.SharedMarker))
        {
            return (await ReadAsync(folder, ct))!; // Another node was first.
        }
    }
}
