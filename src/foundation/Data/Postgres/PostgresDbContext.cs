using Microsoft.EntityFrameworkCore;
using Plaza.Data.Database;
using Plaza.Data.Nodes;

namespace Plaza.Data.Postgres;

/// <summary>The database of a PostgreSQL server. Texts compare by code point, as in SQLite, whatever the locale of the database is.</summary>
public sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options) : PlazaDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<JournalHeadRow>().ToTable("JournalHead");
        modelBuilder.Entity<NodeRow>().ToTable("Nodes");
        base.OnModelCreating(modelBuilder);

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.ClrType == typeof(string) || property.ClrType == typeof(DateOnly))
                property.SetCollation("C");
        }
    }
}
