using System.Security.Cryptography;

namespace Plaza.Web.Authentication;

internal sealed class NewAppForm
{
    /// <summary>The scopes that the form offers: the top-level ones. Without <c>push</c>, since push notifications are rejected.</summary>
    public static IReadOnlyList<string> Offered { get; } = ["read", "write", "follow"];

    public string Name { get; set; } = "";

    public string[] Scopes { get; set; } = [];

    /// <summary>256 random bits for each rendered form: a form that is sent twice creates one token.</summary>
    public string Key { get; set; } = NewKey();

    /// <summary>256 random bits in hexadecimal.</summary>
    public static string NewKey() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}
