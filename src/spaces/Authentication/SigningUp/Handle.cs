using Plaza.Contracts;
using Plaza.Contracts.Authentication;

namespace Plaza.Authentication.SigningUp;

/// <summary>The rules for new handles: those of <see cref="HandleRules"/>, and none that is reserved or looks like one.</summary>
internal static class Handle
{
    private static readonly HashSet<string> Reserved = [.. EmbeddedLists.Lines("reserved-handles.txt").Select(ConfusableSkeleton)];

    /// <returns>The handle in lower case.</returns>
    /// <exception cref="RequestRejectedException">The handle is invalid or reserved.</exception>
    public static string Parse(string text)
    {
        var handle = text.Trim().ToLowerInvariant();

        if (handle.Length is 0)
            throw RequestRejectedException.Invalid("username", "Choose a username.");

        if (handle.Length > HandleRules.MaxLength)
            throw RequestRejectedException.Invalid("username", $"A username has at most {HandleRules.MaxLength} characters.");

        if (!HandleRules.IsValid(handle))
            throw RequestRejectedException.Invalid("username", "A username consists of the letters a to z, digits and underscores.");

        if (handle.All(letter => letter is '_') || Reserved.Contains(ConfusableSkeleton(handle)))
            throw RequestRejectedException.Invalid("username", "This username is reserved. Choose another one.");

        return handle;
    }

    /// <summary>Equal for handles that look alike: 0 and o, 1 and l, rn and m, vv and w, and extra underscores.</summary>
    public static string ConfusableSkeleton(string handle) =>
        string.Join('_', handle.Split('_', StringSplitOptions.RemoveEmptyEntries))
            .Replace('0', 'o')
            .Replace('1', 'l')
            .Replace("rn", "m", StringComparison.Ordinal)
            .Replace("vv", "w", StringComparison.Ordinal);
}
