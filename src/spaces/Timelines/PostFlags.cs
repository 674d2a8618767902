namespace Plaza.Timelines;

/// <summary>The properties by which posts are left out of a page.</summary>
[Flags]
internal enum PostFlags : byte
{
    None = 0,

    /// <summary>A boost.</summary>
    Boost = 1,

    /// <summary>A reply to another account.</summary>
    ReplyToOther = 2,

    /// <summary>Neither public nor unlisted: follows and mentions decide who may see it.</summary>
    Restricted = 4,
}
