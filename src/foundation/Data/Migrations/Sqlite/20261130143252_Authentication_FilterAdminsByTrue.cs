using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plaza.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Authentication_FilterAdminsByTrue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_accounts_is_admin",
                table: "accounts");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_is_admin",
                table: "accounts",
                column: "is_admin",
                filter: "is_admin = true");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_accounts_is_admin",
                table: "accounts");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_is_admin",
                table: "accounts",
                column: "is_admin",
                filter: "is_admin = 1");
        }
    }
}
