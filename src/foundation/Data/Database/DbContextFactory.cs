using Microsoft.EntityFrameworkCore;

namespace Plaza.Data.Database;

/// <summary>Creates the contexts of the database that is configured, for code that does not know which it is.</summary>
internal sealed class DbContextFactory<TContext>(IDbContextFactory<TContext> factory) : IDbContextFactory<PlazaDbContext>
    where TContext : PlazaDbContext
{
    public PlazaDbContext CreateDbContext() => factory.CreateDbContext();

    public async Task<PlazaDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) => await factory.CreateDbContextAsync(cancellationToken);
}
