using System.Security.Cryptography;

namespace Plaza.Web.Authentication;

internal sealed class NewAppForm
{
    /// <summary>The scopes that the form offers: the top-level ones.</summary>
    public static IReadOnlyList<string> Offered { get; } = ["read", "write", "follow", "push"];

    public string Name { get; set; } = "";

    public string[] Scopes { get; set; } = [];

    /// <summary>256 random bits for each page shown: a form that is sent twice makes one token.</summary>
    public string Key { get; set; } = NewKey();

    /// <summary>256 random bits in hexadecimal.</summary>
    public static string NewKey() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}
