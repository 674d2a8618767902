using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Plaza.Authentication.SigningUp;

/// <summary>
/// Passwords that attackers try first: the 3 000 commonest of at least 8 characters (ADR 66), common words and names followed by up to six digits and
/// some punctuation (<c>summer2024!</c>), and repeated short blocks. Case is ignored.
/// </summary>
internal static class GuessablePasswords
{
    private const int MaxDigits = 6;
    private const int MaxBlock = 4;
    private const int HashLength = 4;
    private const string Punctuation = "!?.*#$@";

    /// <summary>The first bytes of the SHA-256 of each password, so that about one in a million other passwords is rejected too.</summary>
    private static readonly FrozenSet<uint> Commonest =
        EmbeddedLists.Bytes("common-passwords.bin").Chunk(HashLength).Select(hash => BinaryPrimitives.ReadUInt32BigEndian(hash)).ToFrozenSet();

    private static readonly FrozenSet<string> Listed =
        EmbeddedLists.Lines("common-passwords.txt").Concat(EmbeddedLists.Lines("common-words.txt")).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contain(string password) =>
        Commonest.Contains(HashOf(password)) || Listed.Contains(password) || Listed.Contains(WithoutSuffix(password)) || IsRepeated(password);

    private static uint HashOf(string password) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(password.ToLowerInvariant())));

    private static string WithoutSuffix(string password)
    {
        var trimmed = password.TrimEnd(Punctuation.ToCharArray());
        var word = trimmed.TrimEnd([.. "0123456789"]);
        return trimmed.Length - word.Length <= MaxDigits ? word : password;
    }

    /// <summary>A repeated block, for example <c>xyxyxyxy</c>.</summary>
    private static bool IsRepeated(string password) => Enumerable.Range(1, MaxBlock).Any(block =>
        password.Length > block && password.AsSpan(block).SequenceEqual(password.AsSpan(..^block)));
}
