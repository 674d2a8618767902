using Plaza.Contracts.Authentication;

namespace Plaza.Authentication.SigningUp;

/// <summary>Validates new handles: <see cref="HandleRules"/>, and not reserved or confusable with a reserved one.</summary>
internal static class Handle
{
    private static readonly HashSet<string> Reserved = [.. EmbeddedLists.Lines("reserved-handles.txt").Select(ConfusableSkeleton)];

    /// <summary>The handle in lower case, as it is stored.</summary>
    public static string Normalize(string text) => text.Trim().ToLowerInvariant();

    /// <summary>The rule that a normalized handle breaks; null for none.</summary>
    public static string? ErrorIn(string handle) => handle switch
    {
        "" => "Choose a username.",
        { Length: > HandleRules.MaxLength } => $"A username has at most {HandleRules.MaxLength} characters.",
        _ when !HandleRules.IsValid(handle) => "A username consists of the letters a to z, digits and underscores.",
        _ when handle.All(letter => letter is '_') || Reserved.Contains(ConfusableSkeleton(handle)) => "This username is reserved. Choose another one.",
        _ => null,
    };

    /// <summary>Equal for handles that look alike: 0 and o, 1 and l, rn and m, vv and w, and extra underscores.</summary>
    public static string ConfusableSkeleton(string handle) =>
        string.Join('_', handle.Split('_', StringSplitOptions.RemoveEmptyEntries))
            .Replace('0', 'o')
            .Replace('1', 'l')
            .Replace("rn", "m", StringComparison.Ordinal)
            .Replace("vv", "w", StringComparison.Ordinal);
}
