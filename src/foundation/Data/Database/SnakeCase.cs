namespace Plaza.Data.Database;

/// <summary>Converts names of tables and columns: <c>InReplyTo</c> to <c>in_reply_to</c>.</summary>
internal static class SnakeCase
{
    public static string Of(string name) => string.Concat(name.Select((letter, at) =>
        at > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : char.ToLowerInvariant(letter).ToString()));
}
