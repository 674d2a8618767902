using Microsoft.AspNetCore.Mvc;

namespace Plaza.Web.Posts;

internal sealed class PostForm
{
    public string Text { get; set; } = "";

    public string Visibility { get; set; } = "";

    [BindProperty(Name = "content_warning")]
    public string ContentWarning { get; set; } = "";

    /// <summary>The post that this one answers.</summary>
    [BindProperty(Name = "in_reply_to")]
    public string InReplyTo { get; set; } = "";
}
