using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Durable;
using Plaza.Data.Journal;
using Plaza.Data.Tables.Authentication;
using Plaza.Data.Tables.Mail;
using Plaza.Data.Tables.Notifications;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tables.Profiles;
using Plaza.Data.Tables.Statistics;
using Plaza.Data.Tasks;

namespace Plaza.Data.Database;

/// <summary>The database, for reading; writes go through the committer. One model for both databases; each has its own migrations.</summary>
public abstract class PlazaDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<UserRow> Users => Set<UserRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<AppRow> Apps => Set<AppRow>();

    public DbSet<AuthorizationCodeRow> AuthorizationCodes => Set<AuthorizationCodeRow>();

    public DbSet<TokenRow> Tokens => Set<TokenRow>();

    public DbSet<FormerHandleRow> FormerHandles => Set<FormerHandleRow>();

    public DbSet<ProfileRow> Profiles => Set<ProfileRow>();

    public DbSet<FollowRow> Follows => Set<FollowRow>();

    public DbSet<FollowCountRow> FollowCounts => Set<FollowCountRow>();

    public DbSet<PostRow> Posts => Set<PostRow>();

    public DbSet<MentionRow> Mentions => Set<MentionRow>();

    public DbSet<PostTagRow> PostTags => Set<PostTagRow>();

    public DbSet<FavouriteRow> Favourites => Set<FavouriteRow>();

    public DbSet<AuthorCountRow> AuthorCounts => Set<AuthorCountRow>();

    public DbSet<IdempotencyKeyRow> IdempotencyKeys => Set<IdempotencyKeyRow>();

    public DbSet<NotificationRow> Notifications => Set<NotificationRow>();

    public DbSet<ReadMarkerRow> ReadMarkers => Set<ReadMarkerRow>();

    public DbSet<MailPreferenceRow> MailPreferences => Set<MailPreferenceRow>();

    public DbSet<QueuedMailRow> QueuedMails => Set<QueuedMailRow>();

    public DbSet<StatisticsDayRow> StatisticsDays => Set<StatisticsDayRow>();

    public DbSet<StatisticsAccountRow> StatisticsAccounts => Set<StatisticsAccountRow>();

    public DbSet<JournalRow> Journal => Set<JournalRow>();

    public DbSet<CursorRow> Cursors => Set<CursorRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<TaskRow> Tasks => Set<TaskRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();
        configurationBuilder.Properties<DateOnly>().HaveConversion<IsoDay>();
        configurationBuilder.Properties<AccountId>().HaveConversion<IdColumn<AccountId>>();
        configurationBuilder.Properties<PostId>().HaveConversion<IdColumn<PostId>>();
        configurationBuilder.Properties<NotificationId>().HaveConversion<IdColumn<NotificationId>>();
        configurationBuilder.Properties<AppId>().HaveConversion<IdColumn<AppId>>();
        configurationBuilder.Properties<TokenId>().HaveConversion<IdColumn<TokenId>>();
        configurationBuilder.Properties<SessionId>().HaveConversion<IdColumn<SessionId>>();
        configurationBuilder.Properties<TaskId>().HaveConversion<IdColumn<TaskId>>();
        configurationBuilder.Properties<FollowId>().HaveConversion<IdColumn<FollowId>>();
        configurationBuilder.Properties<FavouriteId>().HaveConversion<IdColumn<FavouriteId>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Filtered indexes: only boosts are indexed, so publishing a post writes neither.
        modelBuilder.Entity<PostRow>().HasIndex(row => new { row.BoostOf, row.Author }).IsUnique().HasFilter("boost_of is not null");
        modelBuilder.Entity<PostRow>().HasIndex(row => new { row.BoostOf, row.Id }).HasFilter("boost_of is not null");

        modelBuilder.Entity<AccountRow>().HasIndex(row => row.IsAdmin).HasFilter("is_admin = true");
        modelBuilder.Entity<AppRow>().HasIndex(row => row.CreatedAt).HasFilter("first_used_at is null");

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.SetTableName(SnakeCase.Of(entity.GetTableName()!));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase.Of(property.Name));
                property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            }

            // Filtered indexes again: nobody searches for null, so publishing a post that is no reply does not write the index of replies.
            foreach (var index in entity.GetIndexes().Where(index => index.Properties[0].IsNullable))
                index.SetFilter($"{SnakeCase.Of(index.Properties[0].Name)} is not null");
        }
    }
}
