namespace Plaza.Http.Bodies;

/// <summary>The limits of request bodies, in bytes.</summary>
public static class BodyLimits
{
    /// <summary>The maximum size of every form and JSON body; a larger one gets 413.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Bodies up to this size, such as ordinary posts and forms, do not count towards the total.</summary>
    internal const int CountedFromBytes = 16 * 1024;

    /// <summary>The bounds of the total size of larger bodies that are being read at the same time; see <see cref="LargeBodyMiddleware"/>.</summary>
    internal const long MinTotalBytes = 4 * 1024 * 1024;

    /// <inheritdoc cref="MinTotalBytes"/>
    internal const long MaxTotalBytes = 64 * 1024 * 1024;

    /// <summary>The maximum that is read and discarded of a body that no endpoint read to its end; see <see cref="UnreadBodyMiddleware"/>.</summary>
    internal const long MaxDiscardedBytes = 16 * 1024 * 1024;
}
