using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Plaza.Data.Model;

/// <summary>How <c>dotnet ef migrations add</c> comes by a context; not used by the program.</summary>
internal sealed class ScaffoldedDb : IDesignTimeDbContextFactory<PlazaDb>
{
    public PlazaDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PlazaDb>().UseSqlite("Data Source=:memory:").Options);
}
