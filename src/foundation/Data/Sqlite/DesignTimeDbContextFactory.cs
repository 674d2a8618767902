using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Plaza.Data.Sqlite;

/// <summary>Creates the context for <c>dotnet ef</c>, which compares models and opens no database. Not used by the program.</summary>
internal sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<PlazaDbContext>
{
    public PlazaDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PlazaDbContext>().UseSqlite("Data Source=:memory:").Options);
}
