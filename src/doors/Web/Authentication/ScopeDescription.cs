using System.Globalization;
using Plaza.Contracts.Authentication;
using Plaza.Web.Components;

namespace Plaza.Web.Authentication;

/// <summary>Describes an OAuth scope in plain words for the consent page.</summary>
internal sealed record ScopeDescription(string Icon, string Text, string? More = null)
{
    private static readonly Dictionary<string, string> Things = new(StringComparer.Ordinal)
    {
        ["accounts"] = "profile",
        ["statuses"] = "posts",
        ["media"] = "pictures",
    };

    public static IEnumerable<ScopeDescription> Of(Scopes scopes) => scopes.Names.Select(Of);

    /// <summary>All scopes in one line, for the list of connected apps.</summary>
    public static string Line(string scopes) => scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => "Nothing",
        var names => CultureInfo.InvariantCulture.TextInfo.ToUpper(names[0][0]) + string.Join(", ", names)[1..],
    };

    private static ScopeDescription Of(string scope) => scope.Split(':') switch
    {
        ["read"] => new("home", "read your timelines, posts and notifications", "Followers-only and direct posts too"),
        ["write"] => new("write", "write, delete and favourite posts as you", "Everything you can do here except changing your password"),
        ["follow"] => new("follow", "follow and unfollow people for you"),
        ["push"] => new("bell", "send you push notifications"),
        ["profile"] => new("person", "know your name and your address here"),
        ["read", var what] => new("home", $"see your {Things.GetValueOrDefault(what, what)}"),
        ["write", "follows"] => new("follow", "follow and unfollow people for you"),
        ["write", var what] => new("write", $"change your {Things.GetValueOrDefault(what, what)} as you"),
        _ => new("key", scope),
    };
}
