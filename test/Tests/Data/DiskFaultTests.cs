using Microsoft.Data.Sqlite;
using Plaza.Data.Committing;

namespace Plaza.Tests.Data;

/// <summary>Classification of SQLite's errors: nothing written, or unknown.</summary>
public sealed class DiskFaultTests
{
    /// <param name="error">SQLite's error code.</param>
    /// <param name="more">The extended error code.</param>
    /// <param name="isOfRoom">Nothing was written, and a retry may succeed.</param>
    /// <param name="isBroken">It is unknown what was written.</param>
    [Theory]
    [InlineData(SQLitePCL.raw.SQLITE_FULL, SQLitePCL.raw.SQLITE_FULL, true, false)]
    [InlineData(SQLitePCL.raw.SQLITE_IOERR, SQLitePCL.raw.SQLITE_IOERR_SHMSIZE, true, false)]
    [InlineData(SQLitePCL.raw.SQLITE_IOERR, SQLitePCL.raw.SQLITE_IOERR_FSYNC, false, true)]
    [InlineData(SQLitePCL.raw.SQLITE_IOERR, SQLitePCL.raw.SQLITE_IOERR_WRITE, false, true)]
    [InlineData(SQLitePCL.raw.SQLITE_IOERR, SQLitePCL.raw.SQLITE_IOERR_TRUNCATE, false, true)]
    [InlineData(SQLitePCL.raw.SQLITE_IOERR, SQLitePCL.raw.SQLITE_IOERR, false, true)]
    [InlineData(SQLitePCL.raw.SQLITE_IOERR, SQLitePCL.raw.SQLITE_IOERR_NOMEM, false, false)]
    [InlineData(SQLitePCL.raw.SQLITE_CORRUPT, SQLitePCL.raw.SQLITE_CORRUPT, false, true)]
    [InlineData(SQLitePCL.raw.SQLITE_BUSY, SQLitePCL.raw.SQLITE_BUSY, false, false)]
    public void A_full_disk_is_not_a_broken_one(int error, int more, bool isOfRoom, bool isBroken)
    {
        var fault = new SqliteException("as SQLite says it", error, more);

        (fault.IsDiskFull, fault.IsDiskFailure).ShouldBe((isOfRoom, isBroken));
    }
}
