using System.Text;
using Npgsql;
using NpgsqlTypes;
using Plaza.Data.Database;

namespace Plaza.Data.Postgres;

/// <summary>Converts values to parameters with a type, so that PostgreSQL need not guess it.</summary>
internal static class PostgresParameter
{
    public static NpgsqlParameter Of(in SqlParameterValue value) => value.Kind switch
    {
        SqlParameterValueKind.Number => new NpgsqlParameter<long> { TypedValue = value.Number },
        SqlParameterValueKind.Boolean => new NpgsqlParameter<bool> { TypedValue = value.Number is not 0 },
        SqlParameterValueKind.Text when value.Content is string text => Utf8(Encoding.UTF8.GetBytes(text)),
        SqlParameterValueKind.Utf8 => Utf8(((byte[])value.Content!)[..(int)value.Number]),
        SqlParameterValueKind.Bytes when value.Content is byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes },
        SqlParameterValueKind.Numbers => new NpgsqlParameter<long[]> { TypedValue = (long[])value.Content! },
        SqlParameterValueKind.Texts => new NpgsqlParameter<string[]> { TypedValue = (string[])value.Content! },
        SqlParameterValueKind.NullNumber => Null(NpgsqlDbType.Bigint),
        SqlParameterValueKind.NullBoolean => Null(NpgsqlDbType.Boolean),
        SqlParameterValueKind.Bytes => Null(NpgsqlDbType.Bytea),
        _ => Null(NpgsqlDbType.Text),
    };

    /// <summary>Encoded here, so that a lone surrogate is replaced as in SQLite; Npgsql would throw.</summary>
    private static NpgsqlParameter<byte[]> Utf8(byte[] bytes) => new() { TypedValue = bytes, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { NpgsqlDbType = type, Value = DBNull.Value };
}
