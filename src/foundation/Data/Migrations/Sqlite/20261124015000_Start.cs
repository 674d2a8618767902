using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plaza.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Start : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    handle = table.Column<string>(type: "TEXT", nullable: false),
                    looks_like = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    is_admin = table.Column<bool>(type: "INTEGER", nullable: false),
                    suspended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "apps",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", nullable: false),
                    secret_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    website = table.Column<string>(type: "TEXT", nullable: true),
                    redirect_uris = table.Column<string>(type: "TEXT", nullable: false),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_apps", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "author_counts",
                columns: table => new
                {
                    account = table.Column<long>(type: "INTEGER", nullable: false),
                    posts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_post_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_author_counts", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "authorization_codes",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    app = table.Column<long>(type: "INTEGER", nullable: false),
                    account = table.Column<long>(type: "INTEGER", nullable: false),
                    redirect_uri = table.Column<string>(type: "TEXT", nullable: false),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    challenge = table.Column<string>(type: "TEXT", nullable: true),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    token = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_authorization_codes", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "cursors",
                columns: table => new
                {
                    subscription = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cursors", x => x.subscription);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    subscription = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: false),
                    is_parked = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => new { x.subscription, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "favourites",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: false),
                    account = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_favourites", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "follow_counts",
                columns: table => new
                {
                    account = table.Column<long>(type: "INTEGER", nullable: false),
                    followers = table.Column<int>(type: "INTEGER", nullable: false),
                    following = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_follow_counts", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "follows",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    follower = table.Column<long>(type: "INTEGER", nullable: false),
                    followed = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_follows", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "former_handles",
                columns: table => new
                {
                    looks_like = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_former_handles", x => x.looks_like);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    author = table.Column<long>(type: "INTEGER", nullable: false),
                    app = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency_keys", x => new { x.author, x.app, x.key });
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    cause = table.Column<long>(type: "INTEGER", nullable: true),
                    depth = table.Column<int>(type: "INTEGER", nullable: false),
                    root = table.Column<long>(type: "INTEGER", nullable: false),
                    node = table.Column<int>(type: "INTEGER", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: true),
                    salt = table.Column<byte[]>(type: "BLOB", nullable: true),
                    payload_digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    digest = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "mail_preferences",
                columns: table => new
                {
                    account = table.Column<long>(type: "INTEGER", nullable: false),
                    mention_mail = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_preferences", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "mentions",
                columns: table => new
                {
                    post = table.Column<long>(type: "INTEGER", nullable: false),
                    account = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mentions", x => new { x.post, x.account });
                });

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

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    account = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    actor = table.Column<long>(type: "INTEGER", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notifications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "post_tags",
                columns: table => new
                {
                    tag = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_tags", x => new { x.tag, x.post });
                });

            migrationBuilder.CreateTable(
                name: "posts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    author = table.Column<long>(type: "INTEGER", nullable: false),
                    visibility = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    content_warning = table.Column<string>(type: "TEXT", nullable: false),
                    sensitive = table.Column<bool>(type: "INTEGER", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    in_reply_to = table.Column<long>(type: "INTEGER", nullable: true),
                    in_reply_to_author = table.Column<long>(type: "INTEGER", nullable: true),
                    boost_of = table.Column<long>(type: "INTEGER", nullable: true),
                    app = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    replies = table.Column<int>(type: "INTEGER", nullable: false),
                    boosts = table.Column<int>(type: "INTEGER", nullable: false),
                    favourites = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "profiles",
                columns: table => new
                {
                    account = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    bio = table.Column<string>(type: "TEXT", nullable: false),
                    bio_html = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_profiles", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    account = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    user_agent = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "statistics_accounts",
                columns: table => new
                {
                    day = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    authored = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statistics_accounts", x => new { x.day, x.account });
                });

            migrationBuilder.CreateTable(
                name: "statistics_days",
                columns: table => new
                {
                    day = table.Column<string>(type: "TEXT", nullable: false),
                    posts = table.Column<int>(type: "INTEGER", nullable: false),
                    authors = table.Column<int>(type: "INTEGER", nullable: false),
                    active_accounts = table.Column<int>(type: "INTEGER", nullable: false),
                    sign_ups = table.Column<int>(type: "INTEGER", nullable: false),
                    follows = table.Column<int>(type: "INTEGER", nullable: false),
                    favourites = table.Column<int>(type: "INTEGER", nullable: false),
                    boosts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statistics_days", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "tasks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tokens",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    app = table.Column<long>(type: "INTEGER", nullable: true),
                    account = table.Column<long>(type: "INTEGER", nullable: true),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tokens", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    account = table.Column<long>(type: "INTEGER", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: false),
                    email_confirmed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    password_hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => x.account);
                });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_handle",
                table: "accounts",
                column: "handle",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_looks_like",
                table: "accounts",
                column: "looks_like",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_apps_client_id",
                table: "apps",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_authorization_codes_account",
                table: "authorization_codes",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "IX_authorization_codes_expires_at",
                table: "authorization_codes",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_subscription_subject_sequence",
                table: "deliveries",
                columns: new[] { "subscription", "subject", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_favourites_account_id",
                table: "favourites",
                columns: new[] { "account", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_favourites_post_account",
                table: "favourites",
                columns: new[] { "post", "account" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_favourites_post_id",
                table: "favourites",
                columns: new[] { "post", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_follows_followed_id",
                table: "follows",
                columns: new[] { "followed", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_follows_follower_followed",
                table: "follows",
                columns: new[] { "follower", "followed" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_follows_follower_id",
                table: "follows",
                columns: new[] { "follower", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_keys_created_at",
                table: "idempotency_keys",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_journal_subject",
                table: "journal",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "IX_journal_time",
                table: "journal",
                column: "time");

            migrationBuilder.CreateIndex(
                name: "IX_mentions_account_post",
                table: "mentions",
                columns: new[] { "account", "post" });

            migrationBuilder.CreateIndex(
                name: "IX_notifications_account_id",
                table: "notifications",
                columns: new[] { "account", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_notifications_account_kind_actor_post",
                table: "notifications",
                columns: new[] { "account", "kind", "actor", "post" });

            migrationBuilder.CreateIndex(
                name: "IX_notifications_actor",
                table: "notifications",
                column: "actor");

            migrationBuilder.CreateIndex(
                name: "IX_notifications_post",
                table: "notifications",
                column: "post",
                filter: "post is not null");

            migrationBuilder.CreateIndex(
                name: "IX_post_tags_post",
                table: "post_tags",
                column: "post");

            migrationBuilder.CreateIndex(
                name: "IX_posts_author_id",
                table: "posts",
                columns: new[] { "author", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_posts_boost_of_author",
                table: "posts",
                columns: new[] { "boost_of", "author" },
                unique: true,
                filter: "boost_of is not null");

            migrationBuilder.CreateIndex(
                name: "IX_posts_boost_of_id",
                table: "posts",
                columns: new[] { "boost_of", "id" },
                filter: "boost_of is not null");

            migrationBuilder.CreateIndex(
                name: "IX_posts_in_reply_to_id",
                table: "posts",
                columns: new[] { "in_reply_to", "id" },
                filter: "in_reply_to is not null");

            migrationBuilder.CreateIndex(
                name: "IX_posts_visibility_boost_of_id",
                table: "posts",
                columns: new[] { "visibility", "boost_of", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_sessions_account",
                table: "sessions",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_created_at",
                table: "sessions",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_hash",
                table: "sessions",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tasks_name_key",
                table: "tasks",
                columns: new[] { "name", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tasks_state_due",
                table: "tasks",
                columns: new[] { "state", "due" });

            migrationBuilder.CreateIndex(
                name: "IX_tokens_account",
                table: "tokens",
                column: "account",
                filter: "account is not null");

            migrationBuilder.CreateIndex(
                name: "IX_tokens_hash",
                table: "tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_users_email",
                table: "users",
                column: "email");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "apps");

            migrationBuilder.DropTable(
                name: "author_counts");

            migrationBuilder.DropTable(
                name: "authorization_codes");

            migrationBuilder.DropTable(
                name: "cursors");

            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "favourites");

            migrationBuilder.DropTable(
                name: "follow_counts");

            migrationBuilder.DropTable(
                name: "follows");

            migrationBuilder.DropTable(
                name: "former_handles");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "mail_preferences");

            migrationBuilder.DropTable(
                name: "mentions");

            migrationBuilder.DropTable(
                name: "notification_reads");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropTable(
                name: "post_tags");

            migrationBuilder.DropTable(
                name: "posts");

            migrationBuilder.DropTable(
                name: "profiles");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "statistics_accounts");

            migrationBuilder.DropTable(
                name: "statistics_days");

            migrationBuilder.DropTable(
                name: "tasks");

            migrationBuilder.DropTable(
                name: "tokens");

            migrationBuilder.DropTable(
                name: "users");
        }
    }
}
