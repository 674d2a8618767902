using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Plaza.Data.Sqlite;

namespace Plaza.Data.Migrations.Sqlite;

/// <summary>
/// Puts hashtags under the key by which they are looked up now (ADR 56). Rows change, the model does not. Runs before anybody is served, in one
/// transaction; rows in ASCII, by far the most, are read but not written. After a change of <c>unicode.txt</c> it has to be done again.
/// </summary>
[DbContext(typeof(SqliteDbContext))]
[Migration("20261129233000_FoldHashtags")]
public sealed class FoldHashtags : Migration
{
    /// <summary>A post that has a hashtag in two spellings keeps one row; <c>hashtag_key</c> is the migrator's.</summary>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        update or replace post_tags set tag = hashtag_key(tag) where hashtag_key(tag) <> tag;
        """);
}
