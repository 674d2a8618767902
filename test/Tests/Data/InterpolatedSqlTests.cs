using Microsoft.Data.Sqlite;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Data.Sqlite;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

public sealed class InterpolatedSqlTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly StatementCache _statements;

    public InterpolatedSqlTests()
    {
        _connection.Open();
        _statements = new SqliteStatementCache(_connection);
    }

    [Theory]
    [InlineData("'; drop table notes; --")]
    [InlineData("@p0 \"quoted\" {braces}")]
    [InlineData("")]
    [InlineData("żółw 🐢")]
    [InlineData(null)]
    public void A_text_arrives_as_it_is(string? text) =>
        _statements.Query($"select {text}", row => row.IsDBNull(0) ? null : row.GetString(0)).ShouldBe([text]);

    [Fact]
    public void Every_kind_of_value_becomes_a_parameter_in_its_column_form()
    {
        AccountId? nobody = null;
        long? none = null;
        DateTimeOffset? never = null;
        var at = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(2));

        var literals = _statements.Query(
            $"""
            select concat_ws(' ', quote({Ids.Ada}), quote({nobody}), quote({7L}), quote({none}), quote({true}), quote({false}), quote({Visibility.Unlisted}),
              quote({at}), quote({never}), quote({new DateOnly(2026, 1, 31)}), quote({new byte[] { 1, 2 }}), quote({Array.Empty<byte>()}))
            """,
            row => row.GetString(0));

        literals.ShouldBe([$"{Ids.Ada} NULL 7 NULL 1 0 {(long)Visibility.Unlisted} {at.ToUnixTimeMilliseconds()} NULL '2026-01-31' X'0102' X''"]);
    }

    [Fact]
    public void The_text_holds_no_value()
    {
        var sql = new SqlInterpolatedStringHandler(0, 0, _statements);
        sql.AppendLiteral("select ");
        sql.AppendFormatted("secret");
        sql.AppendLiteral(" where ");
        sql.AppendFormatted(Ids.Bob);

        sql.Prefix.ToString().ShouldBe("select $1 where $2");
    }

    [Fact]
    public void A_text_put_together_inside_another_keeps_its_values_apart() =>
        _statements.Query($"select {1L} + {_statements.Query($"select {20L} + {22L}", row => row.GetInt64(0))[0]}, {3L}", row => (row.GetInt64(0), row.GetInt64(1)))
            .ShouldBe([(43L, 3L)]);

    [Fact]
    public void A_text_that_was_begun_and_given_up_leaves_no_value_to_the_next()
    {
        Should.Throw<InvalidOperationException>(() => _statements.Execute($"select {1L}, {(Nobody() ? 2L : 3L)}"));

        _statements.Query($"select {4L}, {5L}", row => (row.GetInt64(0), row.GetInt64(1))).ShouldBe([(4L, 5L)]);

        static bool Nobody() => throw new InvalidOperationException();
    }

    [Fact]
    public void A_statement_that_failed_can_be_executed_again()
    {
        _statements.Execute($"create table numbers (number integer primary key)");
        Insert(1);

        Should.Throw<SqliteException>(() => Insert(1)).SqliteErrorCode.ShouldBe(SQLitePCL.raw.SQLITE_CONSTRAINT);
        Insert(2).ShouldBe(1);

        int Insert(long number) => _statements.Execute($"insert into numbers (number) values ({number})");
    }

    [Fact]
    public void The_same_text_is_prepared_once()
    {
        for (var number = 0L; number < 5; number++)
            _statements.Query($"select {number}", row => row.GetInt64(0)).ShouldBe([number]);

        _statements.Query($"select {1L} + 0", row => row.GetInt64(0)).ShouldBe([1]);
        _statements.Count.ShouldBe(2);
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }
}
