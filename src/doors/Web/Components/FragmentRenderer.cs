using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;
using Plaza.Queries.Caching;
using Plaza.Queries.Posts;
using Plaza.Queries.Statistics;
using Plaza.Web.Pages;
using Plaza.Web.Posts;

namespace Plaza.Web.Components;

/// <summary>
/// Renders fragments of pages. The fragment of a post for anonymous visitors is cached with the post until anything in it changes; for
/// logged-in visitors it contains forms with their own tokens and is rendered each time.
/// </summary>
internal sealed class FragmentRenderer(Visitor visitor, TimeFormatter times, HtmlEncoder encoder)
{
    /// <summary>
    /// In characters. The cache counts a boost without the boosted text, so larger fragments would exceed its size limit unnoticed.
    /// </summary>
    private const int LargestOfBoost = 4_000;

    private static readonly FragmentKey<RenderedPost> InList = new();
    private static readonly FragmentKey<RenderedPost> InFocus = new();
    private static readonly ConditionalWeakTable<IReadOnlyList<TagCount>, HtmlString> PopularTags = [];

    /// <summary>Renders a list of posts.</summary>
    public async ValueTask<IHtmlContent> ListAsync(IHtmlHelper html, PostList list)
    {
        var content = new HtmlContentBuilder(2 + (3 * list.Items.Count));
        content.AppendHtml(list.Label is null ? $"<ol class=\"{list.CssClass}\" role=\"list\">" : $"<ol class=\"{list.CssClass}\" role=\"list\" aria-label=\"{list.Label}\">");
        foreach (var item in list.Items)
        {
            content.AppendHtml(item.HasConnector ? "<li class=\"joined\">" : "<li>");
            content.AppendHtml(await PostAsync(html, item));
            content.AppendHtml("</li>");
        }

        return content.AppendHtml("</ol>");
    }

    /// <summary>Renders the popular hashtags; cached by list instance, since a reload creates a new one.</summary>
    public async ValueTask<IHtmlContent> PopularTagsAsync(IHtmlHelper html, IReadOnlyList<TagCount> popular)
    {
        if (PopularTags.TryGetValue(popular, out var cached))
            return cached;

        var text = await TextAsync(html, "PopularTags", popular);
        PopularTags.AddOrUpdate(popular, text);
        return text;
    }

    private async ValueTask<IHtmlContent> PostAsync(IHtmlHelper html, PostItem item)
    {
        if (visitor.IsLoggedIn)
            return await html.PartialAsync("Post", item);

        var (slot, key) = (item.IsFocus ? InFocus : InList, KeyOf(item));
        var renderings = item.TimelinePost.Stored.Renderings;
        if (renderings.Find(slot) is { } cached && cached.Key == key && cached.IsOf(item.Post.Stored))
            return cached.Html;

        var text = await TextAsync(html, "Post", item);
        if (item.BoostedBy is null || text.Value!.Length <= LargestOfBoost)
            renderings.Set(slot, new(key, new(item.Post.Stored), text));

        return text;
    }

    private PostRenderKey KeyOf(PostItem item) => new(
        AccountLabel.From(item.Post.Author), AccountLabel.From(item.BoostedBy), item.Post.InReplyTo, AccountLabel.From(item.Post.InReplyToAuthor), times.Short(item.Post.CreatedAt));

    private async Task<HtmlString> TextAsync(IHtmlHelper html, string view, object model)
    {
        using var text = new StringWriter();
        (await html.PartialAsync(view, model)).WriteTo(text, encoder);
        return new(text.ToString());
    }

    /// <summary>
    /// Cached posts are immutable and replaced as a whole. The reference is weak, so that a boost does not keep an old version of the post in memory.
    /// </summary>
    private sealed record RenderedPost(PostRenderKey Key, WeakReference<CachedPost> Post, HtmlString Html)
    {
        public bool IsOf(CachedPost post) => Post.TryGetTarget(out var target) && target == post;
    }

    /// <summary>The inputs of a rendered fragment for anonymous visitors, apart from the post itself.</summary>
    private readonly record struct PostRenderKey(AccountLabel? Author, AccountLabel? BoostedBy, PostId? Parent, AccountLabel? ParentAuthor, string When);

    private readonly record struct AccountLabel(string Handle, string Name)
    {
        public static AccountLabel? From(AccountView? account) => account is null ? null : new(account.Handle, account.Name);
    }
}
