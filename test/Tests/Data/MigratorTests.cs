using Microsoft.EntityFrameworkCore;
using Plaza.Data.Postgres;
using Plaza.Data.Sqlite;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

public sealed class MigratorTests
{
    [Fact]
    public void The_migrations_for_each_database_match_the_model()
    {
        using var sqlite = new SqliteDbContext(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite("Data Source=:memory:").Options);
        using var postgres = new PostgresDbContext(new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql("Host=localhost").Options);

        sqlite.Database.HasPendingModelChanges().ShouldBeFalse("dotnet ef migrations add: see CONTRIBUTING.md");
        postgres.Database.HasPendingModelChanges().ShouldBeFalse("dotnet ef migrations add: see CONTRIBUTING.md");
    }

    [Fact]
    [Trait("Database", "Sqlite")]
    public async Task A_lock_that_a_crash_left_in_the_midst_of_a_migration_holds_up_no_later_start()
    {
        var folder = MigratedDatabase.NewEmptyFolder();
        folder.Tamper(
            """
            create table __EFMigrationsLock (Id integer not null constraint PK___EFMigrationsLock primary key, Timestamp text not null);
            insert into __EFMigrationsLock values (1, '2026-01-02 03:04:05.678+00:00');
            """);

        await using var plaza = await PlazaTestServer.StartAsync(folder).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        (await plaza.Client().GetJsonAsync("/health"))["status"]!.ToString().ShouldBe("UP");
    }
}
