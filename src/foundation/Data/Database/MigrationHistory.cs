using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Plaza.Data.Database;

/// <summary>Compares the migrations of a database with those of the program.</summary>
internal static class MigrationHistory
{
    /// <summary>By reflection: EF Core would build its model first, which takes as long as the rest of the start.</summary>
    /// <param name="applied">The ids in the history table of the database.</param>
    /// <param name="database">Names the database to the operator.</param>
    /// <exception cref="InvalidDataException">A newer program has migrated the database.</exception>
    public static bool IsUpToDate<TContext>(IReadOnlyCollection<string> applied, string database)
        where TContext : PlazaDbContext
    {
        var known = typeof(TContext).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DbContextAttribute>(inherit: false)?.ContextType == typeof(TContext))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>(inherit: false)?.Id)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return applied.Except(known).Max(StringComparer.Ordinal) is { } newer
            ? throw new InvalidDataException(
                $"{database} is of a newer Plaza: it has the migration {newer}, and the newest that this program knows is {known.Max(StringComparer.Ordinal)}. "
                + "Run the newer program, or restore a backup from before it.")
            : known.IsSubsetOf(applied);
    }
}
