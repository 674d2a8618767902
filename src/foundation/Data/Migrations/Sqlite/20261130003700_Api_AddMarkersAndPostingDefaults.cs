using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plaza.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Api_AddMarkersAndPostingDefaults : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "posting_language",
                table: "profiles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "posting_sensitive",
                table: "profiles",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "posting_visibility",
                table: "profiles",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "public_replies",
                table: "posts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "boosts",
                table: "follows",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "read_markers",
                columns: table => new
                {
                    account = table.Column<long>(type: "INTEGER", nullable: false),
                    timeline = table.Column<int>(type: "INTEGER", nullable: false),
                    last_read_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_read_markers", x => new { x.account, x.timeline });
                });

            // An id carries its time in the upper bits; when it was read is not known. 253402300799999 is the last millisecond of the year 9999.
            migrationBuilder.Sql(
                """
                insert into read_markers (account, timeline, last_read_id, version, updated_at)
                select account, 1, up_to, 1, min(up_to >> 16, 253402300799999) from notification_reads;
                """);

            migrationBuilder.DropTable(
                name: "notification_reads");

            // From now on the counts that are shown are those of what everyone may see.
            migrationBuilder.Sql(
                """
                update posts set public_replies = (select count(*) from posts reply where reply.in_reply_to = posts.id and reply.visibility in (0, 1))
                where replies > 0;
                update author_counts set
                  posts = (select count(*) from posts where author = author_counts.account and visibility in (0, 1)),
                  last_post_at = (select max(created_at) from posts where author = author_counts.account and visibility in (0, 1));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "posting_language",
                table: "profiles");

            migrationBuilder.DropColumn(
                name: "posting_sensitive",
                table: "profiles");

            migrationBuilder.DropColumn(
                name: "posting_visibility",
                table: "profiles");

            migrationBuilder.DropColumn(
                name: "public_replies",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "boosts",
                table: "follows");

            migrationBuilder.CreateTable(
                name: "notification_reads",
                columns: table => new
                {
                    account = table.Column<long>(type: "INTEGER", nullable: false),
                    up_to = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_reads", x => x.account);
                });

            migrationBuilder.Sql("insert into notification_reads (account, up_to) select account, last_read_id from read_markers where timeline = 1;");

            migrationBuilder.DropTable(
                name: "read_markers");
        }
    }
}
