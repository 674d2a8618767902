namespace Plaza.Http;

/// <summary>How long request bodies may be, in bytes.</summary>
public static class BodyLimits
{
    /// <summary>The maximum of every form and JSON body. A longer one is answered 413.</summary>
    public const int MaxBytes = 256 * 1024;
}
