using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plaza.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Posts_IndexVisibilityOfAuthorsPosts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_posts_author_id",
                table: "posts");

            migrationBuilder.CreateIndex(
                name: "IX_posts_author_id_visibility",
                table: "posts",
                columns: new[] { "author", "id", "visibility" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_posts_author_id_visibility",
                table: "posts");

            migrationBuilder.CreateIndex(
                name: "IX_posts_author_id",
                table: "posts",
                columns: new[] { "author", "id" });
        }
    }
}
