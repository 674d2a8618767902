using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;

namespace Plaza.Api.Json;

/// <summary>Public URLs of pages and endpoints. All start with the configured public URL, whatever host the request was sent to.</summary>
internal sealed class ApiUrls(IOptions<ServerOptions> options)
{
    public Uri Uri { get; } = new(options.Value.PublicUrl);

    public string Root { get; } = options.Value.PublicUrl;

    /// <summary>The host, with the port unless it is the default of the scheme.</summary>
    public string Domain => Uri.Authority;

    public string Icon => At("/icon.svg");

    public string At(string path) => Root + path;

    public string Of(AccountView account) => OfHandle(account.Handle);

    public string OfHandle(string handle) => $"{Root}/@{handle}";

    public string Of(PostView post) => $"{Root}/@{post.Author.Handle}/{post.Id}";

    public string OfTag(string tag) => $"{Root}/tags/{Uri.EscapeDataString(tag)}";

    public string PictureOf(AccountView account) => $"{Root}/avatars/{account.Handle}.svg";

    /// <summary>Makes links to own pages absolute. Text of users is escaped in the HTML, so every <c>href="/</c> was rendered by Plaza.</summary>
    public string Absolute(string html) => html.Replace("href=\"/", $"href=\"{Root}/", StringComparison.Ordinal);
}
