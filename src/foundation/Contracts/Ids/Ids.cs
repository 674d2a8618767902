using System.Globalization;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>An account, and the user that belongs to it.</summary>
[JsonConverter(typeof(IdJsonConverter<AccountId>))]
public readonly record struct AccountId(long Value) : IId<AccountId>
{
    public static AccountId From(long value) => new(value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An app that people sign in with.</summary>
[JsonConverter(typeof(IdJsonConverter<AppId>))]
public readonly record struct AppId(long Value) : IId<AppId>
{
    public static AppId From(long value) => new(value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A favourite; lists of favourites page by it.</summary>
[JsonConverter(typeof(IdJsonConverter<FavouriteId>))]
public readonly record struct FavouriteId(long Value) : IId<FavouriteId>
{
    public static FavouriteId From(long value) => new(value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A follow; lists of followers page by it.</summary>
[JsonConverter(typeof(IdJsonConverter<FollowId>))]
public readonly record struct FollowId(long Value) : IId<FollowId>
{
    public static FollowId From(long value) => new(value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A notification of one account.</summary>
[JsonConverter(typeof(IdJsonConverter<NotificationId>))]
public readonly record struct NotificationId(long Value) : IId<NotificationId>
{
    public static NotificationId From(long value) => new(value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A post or a boost: both appear on timelines.</summary>
[JsonConverter(typeof(IdJsonConverter<PostId>))]
public readonly record struct PostId(long Value) : IId<PostId>
{
    /// <summary>The millisecond, in UTC, in which the id was assigned.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Value >> 16);

    public static PostId From(long value) => new(value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A login of a browser; not the secret in its cookie.</summary>
[JsonConverter(typeof(IdJsonConverter<SessionId>))]
public readonly record struct SessionId(long Value) : IId<SessionId>
{
    public static SessionId From(long value) => new(value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A run of a task, due or done.</summary>
[JsonConverter(typeof(IdJsonConverter<TaskId>))]
public readonly record struct TaskId(long Value) : IId<TaskId>
{
    public static TaskId From(long value) => new(value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A bearer token; not the secret itself.</summary>
[JsonConverter(typeof(IdJsonConverter<TokenId>))]
public readonly record struct TokenId(long Value) : IId<TokenId>
{
    public static TokenId From(long value) => new(value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
