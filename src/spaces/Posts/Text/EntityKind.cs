namespace Plaza.Posts.Text;

internal enum EntityKind
{
    /// <summary>Looked like something and is plain text after all.</summary>
    None,

    Url,

    /// <summary>Names somebody of this server.</summary>
    Mention,

    /// <summary>Names somebody of another server: counts less than its characters, yet is never a link.</summary>
    RemoteMention,

    Tag,
}
