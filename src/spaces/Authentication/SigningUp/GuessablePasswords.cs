using System.Collections.Frozen;

namespace Plaza.Authentication.SigningUp;

/// <summary>
/// Passwords that a guesser tries first: a list, the words and names of another with up to six digits and some marks after them
/// (<c>summer2024!</c>), and short blocks repeated. Together far more than the 3 000 commonest.
/// </summary>
internal static class GuessablePasswords
{
    private const int MaxDigits = 6;
    private const int MaxBlock = 4;
    private const string Marks = "!?.*#$@";

    private static readonly FrozenSet<string> Listed =
        EmbeddedLists.Lines("common-passwords.txt").Concat(EmbeddedLists.Lines("common-words.txt")).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contain(string password) =>
        Listed.Contains(password) || Listed.Contains(WithoutSuffix(password)) || IsRepeated(password);

    private static string WithoutSuffix(string password)
    {
        var unmarked = password.TrimEnd(Marks.ToCharArray());
        var word = unmarked.TrimEnd([.. "0123456789"]);
        return unmarked.Length - word.Length <= MaxDigits ? word : password;
    }

    /// <summary>Such as <c>xyxyxyxy</c>.</summary>
    private static bool IsRepeated(string password) => Enumerable.Range(1, MaxBlock).Any(block =>
        password.Length > block && password.AsSpan(block).SequenceEqual(password.AsSpan(..^block)));
}
