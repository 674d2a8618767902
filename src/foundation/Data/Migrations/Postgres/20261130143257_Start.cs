using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plaza.Data.Migrations.Postgres
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
                    id = table.Column<long>(type: "bigint", nullable: false),
                    handle = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    looks_like = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    is_admin = table.Column<bool>(type: "boolean", nullable: false),
                    suspended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "apps",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    secret_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    website = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    redirect_uris = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    scopes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    first_used_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_apps", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "author_counts",
                columns: table => new
                {
                    account = table.Column<long>(type: "bigint", nullable: false),
                    posts = table.Column<int>(type: "integer", nullable: false),
                    last_post_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_author_counts", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "authorization_codes",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    app = table.Column<long>(type: "bigint", nullable: false),
                    account = table.Column<long>(type: "bigint", nullable: false),
                    redirect_uri = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    scopes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    challenge = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    token = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_authorization_codes", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "cursors",
                columns: table => new
                {
                    subscription = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cursors", x => x.subscription);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    subscription = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: false),
                    error = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_parked = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => new { x.subscription, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "favourites",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    post = table.Column<long>(type: "bigint", nullable: false),
                    account = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_favourites", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "follow_counts",
                columns: table => new
                {
                    account = table.Column<long>(type: "bigint", nullable: false),
                    followers = table.Column<int>(type: "integer", nullable: false),
                    following = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_follow_counts", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "follows",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    follower = table.Column<long>(type: "bigint", nullable: false),
                    followed = table.Column<long>(type: "bigint", nullable: false),
                    boosts = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_follows", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "former_handles",
                columns: table => new
                {
                    looks_like = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_former_handles", x => x.looks_like);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    author = table.Column<long>(type: "bigint", nullable: false),
                    app = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency_keys", x => new { x.author, x.app, x.key });
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    time = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    cause = table.Column<long>(type: "bigint", nullable: true),
                    depth = table.Column<int>(type: "integer", nullable: false),
                    root = table.Column<long>(type: "bigint", nullable: false),
                    node = table.Column<int>(type: "integer", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    salt = table.Column<byte[]>(type: "bytea", nullable: true),
                    payload_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "journal_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    greatest_id = table.Column<long>(type: "bigint", nullable: false),
                    erasures = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal_head", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mail_preferences",
                columns: table => new
                {
                    account = table.Column<long>(type: "bigint", nullable: false),
                    mention_mail = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_preferences", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "mentions",
                columns: table => new
                {
                    post = table.Column<long>(type: "bigint", nullable: false),
                    account = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mentions", x => new { x.post, x.account });
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    account = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    actor = table.Column<long>(type: "bigint", nullable: false),
                    post = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notifications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "post_tags",
                columns: table => new
                {
                    tag = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_tags", x => new { x.tag, x.post });
                });

            migrationBuilder.CreateTable(
                name: "posts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    author = table.Column<long>(type: "bigint", nullable: false),
                    visibility = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    html = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_warning = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sensitive = table.Column<bool>(type: "boolean", nullable: false),
                    language = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    in_reply_to = table.Column<long>(type: "bigint", nullable: true),
                    in_reply_to_author = table.Column<long>(type: "bigint", nullable: true),
                    boost_of = table.Column<long>(type: "bigint", nullable: true),
                    app = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    replies = table.Column<int>(type: "integer", nullable: false),
                    public_replies = table.Column<int>(type: "integer", nullable: false),
                    boosts = table.Column<int>(type: "integer", nullable: false),
                    favourites = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "profiles",
                columns: table => new
                {
                    account = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    bio = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    bio_html = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    posting_visibility = table.Column<int>(type: "integer", nullable: false),
                    posting_sensitive = table.Column<bool>(type: "boolean", nullable: false),
                    posting_language = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_profiles", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "queued_mails",
                columns: table => new
                {
                    kind = table.Column<int>(type: "integer", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    mail = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    queued_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_queued_mails", x => new { x.kind, x.recipient, x.mail });
                });

            migrationBuilder.CreateTable(
                name: "read_markers",
                columns: table => new
                {
                    account = table.Column<long>(type: "bigint", nullable: false),
                    timeline = table.Column<int>(type: "integer", nullable: false),
                    last_read_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_read_markers", x => new { x.account, x.timeline });
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    account = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    user_agent = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "statistics_accounts",
                columns: table => new
                {
                    day = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    authored = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statistics_accounts", x => new { x.day, x.account });
                });

            migrationBuilder.CreateTable(
                name: "statistics_days",
                columns: table => new
                {
                    day = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    posts = table.Column<int>(type: "integer", nullable: false),
                    authors = table.Column<int>(type: "integer", nullable: false),
                    active_accounts = table.Column<int>(type: "integer", nullable: false),
                    sign_ups = table.Column<int>(type: "integer", nullable: false),
                    follows = table.Column<int>(type: "integer", nullable: false),
                    favourites = table.Column<int>(type: "integer", nullable: false),
                    boosts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statistics_days", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "tasks",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tokens",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    app = table.Column<long>(type: "bigint", nullable: true),
                    account = table.Column<long>(type: "bigint", nullable: true),
                    scopes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    used_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tokens", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    account = table.Column<long>(type: "bigint", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    email_confirmed_at = table.Column<long>(type: "bigint", nullable: true),
                    pending_email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    password_hash = table.Column<string>(type: "text", nullable: false, collation: "C")
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
                name: "IX_accounts_is_admin",
                table: "accounts",
                column: "is_admin",
                filter: "is_admin = true");

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
                name: "IX_apps_created_at",
                table: "apps",
                column: "created_at",
                filter: "first_used_at is null");

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
                name: "IX_posts_author_id_visibility",
                table: "posts",
                columns: new[] { "author", "id", "visibility" });

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
                name: "IX_queued_mails_queued_at",
                table: "queued_mails",
                column: "queued_at");

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
                name: "IX_tasks_state_name_due",
                table: "tasks",
                columns: new[] { "state", "name", "due" });

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
                name: "IX_tokens_used_at",
                table: "tokens",
                column: "used_at",
                filter: "used_at is not null");

            migrationBuilder.CreateIndex(
                name: "IX_users_email",
                table: "users",
                column: "email");

            migrationBuilder.Sql("insert into journal_head (id, sequence, digest, greatest_id, erasures) values (1, 0, decode(repeat('00', 32), 'hex'), 0, 0)");
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
                name: "journal_head");

            migrationBuilder.DropTable(
                name: "mail_preferences");

            migrationBuilder.DropTable(
                name: "mentions");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropTable(
                name: "post_tags");

            migrationBuilder.DropTable(
                name: "posts");

            migrationBuilder.DropTable(
                name: "profiles");

            migrationBuilder.DropTable(
                name: "queued_mails");

            migrationBuilder.DropTable(
                name: "read_markers");

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
