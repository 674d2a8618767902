using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;

namespace Plaza.Api.Wire;

/// <summary>Where things are, seen from outside: everything starts with the public URL, whatever the request was sent to.</summary>
internal sealed class ApiUrls(IOptions<ServerOptions> options)
{
    public Uri Uri { get; } = new(options.Value.PublicUrl);

    public string Root { get; } = options.Value.PublicUrl;

    /// <summary>The host, with the port where it is not the usual one.</summary>
    public string Domain => Uri.Authority;

    public string Icon => At("/icon.svg");

    public string At(string path) => Root + path;

    public string Of(AccountView account) => OfHandle(account.Handle);

    public string OfHandle(string handle) => $"{Root}/@{handle}";

    public string Of(PostView post) => $"{Root}/@{post.Author.Handle}/{post.Id}";

    public string OfTag(string tag) => $"{Root}/tags/{Uri.EscapeDataString(tag)}";

    public string PictureOf(AccountView account) => $"{Root}/avatars/{account.Handle}.svg";

    /// <summary>
    /// Makes the links to own pages absolute. What people typed is escaped, so a quotation mark after <c>href=</c> is ours.
    /// </summary>
    public string Absolute(string html) => html.Replace("href=\"/", $"href=\"{Root}/", StringComparison.Ordinal);
}
