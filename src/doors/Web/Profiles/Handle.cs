namespace Plaza.Web.Profiles;

/// <summary>What can be the handle of an account here.</summary>
internal static class Handle
{
    private const int Longest = 30;

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= Longest && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_');
}
