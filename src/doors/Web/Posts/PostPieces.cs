using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Plaza.Contracts.Ids;
using Plaza.Data.Views;
using Plaza.Web.Layout;

namespace Plaza.Web.Posts;

/// <summary>
/// Posts as pieces of a page. What strangers see of one is rendered once and kept with the post, until something of what stands
/// there changes; what somebody who is logged in sees carries forms of their own and is rendered each time.
/// </summary>
internal sealed class PostPieces(Visitor visitor, Moments moments, HtmlEncoder encoder)
{
    private static readonly Rendering<Piece> InList = new();
    private static readonly Rendering<Piece> InFocus = new();

    public async ValueTask<IHtmlContent> RenderAsync(IHtmlHelper html, PostItem item)
    {
        if (visitor.IsKnown)
            return await html.PartialAsync("Post", item);

        var (slot, sight) = (item.IsFocus ? InFocus : InList, SightOf(item));
        var renderings = item.Entry.Stored.Renderings;
        if (renderings.Find(slot) is { } kept && kept.Sight == sight)
            return kept.Html;

        return renderings.Set(slot, new(sight, await TextAsync(html, item))).Html;
    }

    private Sight SightOf(PostItem item) => new(
        item.Post.Stored, item.Post.Author, item.BoostedBy, item.Post.InReplyTo, item.Post.InReplyToAuthor, moments.Short(item.Post.CreatedAt));

    private async Task<HtmlString> TextAsync(IHtmlHelper html, PostItem item)
    {
        using var text = new StringWriter();
        (await html.PartialAsync("Post", item)).WriteTo(text, encoder);
        return new(text.ToString());
    }

    private sealed record Piece(Sight Sight, HtmlString Html);

    /// <summary>All that a stranger's view of a post is made of. Views are compared by identity: they do not change, others take their place.</summary>
    private readonly record struct Sight(StoredPost Post, AccountView Author, AccountView? BoostedBy, PostId? Answered, AccountView? Asker, string When);
}
