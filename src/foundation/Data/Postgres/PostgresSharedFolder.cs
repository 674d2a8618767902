using System.Globalization;
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

    /// <summary>The first node writes the marker.</summary>
    /// <exception cref="InvalidDataException">It is another folder.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, DataFolder folder, string database, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var read = new NpgsqlCommand("select shared_folder from journal_head where id = 1 for update", connection);
        var found = File.Exists(folder.SharedMarker) ? (await File.ReadAllTextAsync(folder.SharedMarker, ct)).Trim() : null;
        if (await read.ExecuteScalarAsync(ct) is string known)
        {
            if (found != known)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"{folder.Shared} is not the folder that the servers of {database} share: name theirs with --shared. If it is lost, write {known} into {folder.SharedMarker}, and all users log in again."));
            }

            return;
        }

        if (found is null)
        {
            found = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MarkerBytes));
            await File.WriteAllTextAsync(folder.SharedMarker, found + "\n", ct);
        }

        await using var write = new NpgsqlCommand("update journal_head set shared_folder = $1 where id = 1", connection) { Parameters = { new() { Value = found } } };
        await write.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
