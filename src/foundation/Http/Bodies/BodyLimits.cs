namespace Plaza.Http.Bodies;

/// <summary>How long request bodies may be, in bytes.</summary>
public static class BodyLimits
{
    /// <summary>The maximum of every form and JSON body. A longer one is answered 413.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Bodies up to this length, which ordinary posts and forms have, do not count towards the total.</summary>
    internal const int CountedFromBytes = 16 * 1024;

    /// <summary>The bounds of what all larger bodies being read at the same time may take together; see <see cref="LargeBodyMiddleware"/>.</summary>
    internal const long MinTotalBytes = 4 * 1024 * 1024;

    /// <inheritdoc cref="MinTotalBytes"/>
    internal const long MaxTotalBytes = 64 * 1024 * 1024;

    /// <summary>How much is read and discarded of a body that no endpoint read to its end; see <see cref="UnreadBodyMiddleware"/>.</summary>
    internal const long MaxDiscardedBytes = 16 * 1024 * 1024;
}
