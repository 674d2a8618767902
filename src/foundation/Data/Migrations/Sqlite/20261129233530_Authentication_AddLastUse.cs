using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plaza.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Authentication_AddLastUse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "used_at",
                table: "tokens",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "first_used_at",
                table: "apps",
                type: "INTEGER",
                nullable: true);

            // When apps and tokens of earlier versions were used is not known: none counts as unused, and tokens begin their 90 days now.
            migrationBuilder.Sql("update apps set first_used_at = created_at");
            migrationBuilder.Sql("update tokens set used_at = cast(strftime('%s', 'now') as integer) * 1000 where account is null");

            migrationBuilder.CreateIndex(
                name: "IX_tokens_used_at",
                table: "tokens",
                column: "used_at",
                filter: "used_at is not null");

            migrationBuilder.CreateIndex(
                name: "IX_apps_created_at",
                table: "apps",
                column: "created_at",
                filter: "first_used_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_is_admin",
                table: "accounts",
                column: "is_admin",
                filter: "is_admin = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_tokens_used_at",
                table: "tokens");

            migrationBuilder.DropIndex(
                name: "IX_apps_created_at",
                table: "apps");

            migrationBuilder.DropIndex(
                name: "IX_accounts_is_admin",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "used_at",
                table: "tokens");

            migrationBuilder.DropColumn(
                name: "first_used_at",
                table: "apps");
        }
    }
}
