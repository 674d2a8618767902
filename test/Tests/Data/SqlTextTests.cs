using Microsoft.Data.Sqlite;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

public sealed class SqlTextTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly Statements _statements;

    public SqlTextTests()
    {
        _connection.Open();
        _statements = new(_connection);
    }

    [Theory]
    [InlineData("'; drop table notes; --")]
    [InlineData("@p0 \"quoted\" {braces}")]
    [InlineData("")]
    [InlineData("żółw 🐢")]
    [InlineData(null)]
    public void A_text_arrives_as_it_is(string? text) =>
        _statements.Read($"select {text}", row => row.IsDBNull(0) ? null : row.GetString(0)).ShouldBe([text]);

    [Fact]
    public void Every_kind_of_value_becomes_a_parameter_in_its_column_form()
    {
        AccountId? nobody = null;
        long? none = null;
        DateTimeOffset? never = null;
        var at = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(2));

        var values = _statements.Read(
            $"select {Ids.Ada}, {nobody}, {7L}, {none}, {true}, {false}, {Visibility.Unlisted}, {at}, {never}, {new DateOnly(2026, 1, 31)}, {new byte[] { 1, 2 }}",
            row => Enumerable.Range(0, row.FieldCount).Select(column => row.GetValue(column)).ToArray())[0];

        values.ShouldBe([
            1L, DBNull.Value, 7L, DBNull.Value, 1L, 0L, (long)Visibility.Unlisted, at.ToUnixTimeMilliseconds(), DBNull.Value, "2026-01-31", new byte[] { 1, 2 },
        ]);
    }

    [Fact]
    public void The_text_holds_no_value()
    {
        var sql = Text($"select {"secret"} where {Ids.Bob} = {2L}");

        sql.ShouldBe("select @p0 where @p1 = @p2");
    }

    [Fact]
    public void The_same_text_is_prepared_once()
    {
        for (var number = 0L; number < 5; number++)
            _statements.Read($"select {number}", row => row.GetInt64(0)).ShouldBe([number]);

        _statements.Read($"select {1L} + 0", row => row.GetInt64(0)).ShouldBe([1]);
        _statements.Count.ShouldBe(2);
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private static string Text(SqlText sql) => sql.Text.ToString();
}
