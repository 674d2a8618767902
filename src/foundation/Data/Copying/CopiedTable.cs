using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Plaza.Data.Database;
using Plaza.Data.Sqlite;

namespace Plaza.Data.Copying;

/// <summary>A table that both databases have, with its SQL. Rows are copied in the order of the primary key, so the greatest key that a target has is how far it is.</summary>
internal sealed class CopiedTable
{
    private readonly int[] _key;

    private CopiedTable(IEntityType entity)
    {
        Name = entity.GetTableName()!;
        Columns = [.. entity.GetProperties().Select(property => new CopiedColumn(property.GetColumnName(), StoredType(property)))];
        _key = [.. entity.FindPrimaryKey()!.Properties.Select(property => entity.GetProperties().ToList().IndexOf(property))];

        var columns = string.Join(", ", Columns.Select(Quoted));
        var key = _key.Select(column => Quoted(Columns[column])).ToList();
        var keys = string.Join(", ", key);
        First = $"select {columns} from {Name} order by {keys} limit ";
        (Next, NextEnd) = ($"select {columns} from {Name} where ({keys}) > (", $") order by {keys} limit ");
        Last = $"select {columns} from {Name} order by {string.Join(", ", key.Select(column => $"{column} desc"))} limit 1";
        Count = $"select count(*) from {Name}";
        (Insert, Copy) = ($"insert into {Name} ({columns}) values (", $"copy {Name} ({columns}) from stdin (format binary)");
    }

    public string Name { get; }

    public IReadOnlyList<CopiedColumn> Columns { get; }

    /// <summary>Selects the row with the greatest key.</summary>
    public string Last { get; }

    public string Count { get; }

    /// <summary>Ends before the values.</summary>
    public string Insert { get; }

    /// <summary>The statement of PostgreSQL that takes rows in its binary format.</summary>
    public string Copy { get; }

    /// <summary>Selects the first rows; ends before their number.</summary>
    public string First { get; }

    /// <summary>Selects the rows after a key, which goes between it and <see cref="NextEnd"/>, after which their number follows.</summary>
    public string Next { get; }

    public string NextEnd { get; }

    /// <summary>
    /// All tables of the model of SQLite, by name. What only PostgreSQL has is about its servers and writers, and has no meaning elsewhere.
    /// </summary>
    public static IReadOnlyList<CopiedTable> ReadModel()
    {
        using var db = new SqliteDbContext(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite().Options);
        return [.. db.Model.GetEntityTypes().Select(entity => new CopiedTable(entity)).OrderBy(table => table.Name, StringComparer.Ordinal)];
    }

    public IEnumerable<SqlParameterValue> KeyOf(SqlParameterValue[] row) => _key.Select(column => row[column]);

    private static string Quoted(CopiedColumn column) => $"\"{column.Name}\"";

    /// <summary>What the values are in both databases, which store ids, times and enumerations as numbers.</summary>
    private static Type StoredType(IProperty property)
    {
        var mapping = property.GetRelationalTypeMapping();
        var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }
}

/// <param name="Name">Its name, in both databases.</param>
/// <param name="Type"><see cref="long"/>, <see cref="int"/>, <see cref="bool"/>, <see cref="string"/> or an array of bytes.</param>
internal sealed record CopiedColumn(string Name, Type Type);
