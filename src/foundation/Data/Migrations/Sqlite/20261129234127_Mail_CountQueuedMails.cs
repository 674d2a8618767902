using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plaza.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Mail_CountQueuedMails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_tasks_state_due",
                table: "tasks");

            migrationBuilder.CreateTable(
                name: "queued_mails",
                columns: table => new
                {
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    recipient = table.Column<string>(type: "TEXT", nullable: false),
                    mail = table.Column<string>(type: "TEXT", nullable: false),
                    queued_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_queued_mails", x => new { x.kind, x.recipient, x.mail });
                });

            migrationBuilder.CreateIndex(
                name: "IX_tasks_state_name_due",
                table: "tasks",
                columns: new[] { "state", "name", "due" });

            migrationBuilder.CreateIndex(
                name: "IX_queued_mails_queued_at",
                table: "queued_mails",
                column: "queued_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "queued_mails");

            migrationBuilder.DropIndex(
                name: "IX_tasks_state_name_due",
                table: "tasks");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_state_due",
                table: "tasks",
                columns: new[] { "state", "due" });
        }
    }
}
