namespace Plaza.Http;

/// <summary>Values of the header <c>Cache-Control</c> (RFC 9111 §5.2.2) of responses that must not be stored.</summary>
public static class CacheControl
{
    /// <summary>For secrets, errors and health.</summary>
    public const string NoStore = "no-store";

    /// <summary>For what one caller may see.</summary>
    public const string PrivateNoStore = "private, no-store";
}
