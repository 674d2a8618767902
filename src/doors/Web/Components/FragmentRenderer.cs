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
/// Pieces of pages that are rendered once. What strangers see of a post is kept with the post until something of what stands
/// there changes; what somebody who is logged in sees carries forms of their own and is rendered each time.
/// </summary>
internal sealed class FragmentRenderer(Visitor visitor, TimeFormatter moments, HtmlEncoder encoder)
{
    /// <summary>In characters: a boost is weighed without the text that it passes on.</summary>
    private const int LargestOfBoost = 4_000;

    private static readonly FragmentKey<RenderedPost> InList = new();
    private static readonly FragmentKey<RenderedPost> InFocus = new();
    private static readonly ConditionalWeakTable<IReadOnlyList<TagCount>, HtmlString> PopularTags = [];

    /// <summary>Posts one below the other.</summary>
    public async ValueTask<IHtmlContent> ListAsync(IHtmlHelper html, PostList list)
    {
        var content = new HtmlContentBuilder(2 + (3 * list.Items.Count));
        content.AppendHtml(list.Label is null ? $"<ol class=\"{list.Looks}\" role=\"list\">" : $"<ol class=\"{list.Looks}\" role=\"list\" aria-label=\"{list.Label}\">");
        foreach (var item in list.Items)
        {
            content.AppendHtml(item.HasConnector ? "<li class=\"joined\">" : "<li>");
            content.AppendHtml(await PostAsync(html, item));
            content.AppendHtml("</li>");
        }

        return content.AppendHtml("</ol>");
    }

    /// <summary>What is talked about. The list is another when it was looked up anew.</summary>
    public async ValueTask<IHtmlContent> PopularTagsAsync(IHtmlHelper html, IReadOnlyList<TagCount> popular)
    {
        if (PopularTags.TryGetValue(popular, out var kept))
            return kept;

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
        if (renderings.Find(slot) is { } kept && kept.Key == key && kept.IsOf(item.Post.Stored))
            return kept.Html;

        var text = await TextAsync(html, "Post", item);
        if (item.BoostedBy is null || text.Value!.Length <= LargestOfBoost)
            renderings.Set(slot, new(key, new(item.Post.Stored), text));

        return text;
    }

    private PostRenderKey KeyOf(PostItem item) => new(
        AccountLabel.From(item.Post.Author), AccountLabel.From(item.BoostedBy), item.Post.InReplyTo, AccountLabel.From(item.Post.InReplyToAuthor), moments.Short(item.Post.CreatedAt));

    private async Task<HtmlString> TextAsync(IHtmlHelper html, string view, object model)
    {
        using var text = new StringWriter();
        (await html.PartialAsync(view, model)).WriteTo(text, encoder);
        return new(text.ToString());
    }

    /// <summary>A stored post does not change: another takes its place. A boost must not hold the old edition of what it passes on.</summary>
    private sealed record RenderedPost(PostRenderKey Key, WeakReference<CachedPost> Post, HtmlString Html)
    {
        public bool IsOf(CachedPost post) => Post.TryGetTarget(out var target) && target == post;
    }

    /// <summary>All that a stranger's view of a post is made of besides the post.</summary>
    private readonly record struct PostRenderKey(AccountLabel? Author, AccountLabel? BoostedBy, PostId? Answered, AccountLabel? Asker, string When);

    private readonly record struct AccountLabel(string Handle, string Name)
    {
        public static AccountLabel? From(AccountView? account) => account is null ? null : new(account.Handle, account.Name);
    }
}
