namespace Plaza.Timelines;

/// <summary>What a timeline remembers of a post besides its id, in order to leave some out of a page.</summary>
[Flags]
internal enum PostFlags : byte
{
    None = 0,

    /// <summary>Passes on what another has written.</summary>
    Boost = 1,

    /// <summary>Answers somebody other than its author.</summary>
    ReplyToOther = 2,

    /// <summary>Only for some: by this alone one cannot tell for whom.</summary>
    Restricted = 4,
}
