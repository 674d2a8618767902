using Microsoft.EntityFrameworkCore;
using Plaza.Data.Database;

namespace Plaza.Data.Sqlite;

/// <summary>The database in a file.</summary>
public sealed class SqliteDbContext(DbContextOptions<SqliteDbContext> options) : PlazaDbContext(options);
