namespace Plaza.Posts.Text;

internal enum EntityKind
{
    /// <summary>Plain text, although it looked like an entity.</summary>
    None,

    Url,

    /// <summary>A handle of this server.</summary>
    Mention,

    /// <summary>A handle of another server: counts as less than its characters, but is never a link.</summary>
    RemoteMention,

    Tag,
}
