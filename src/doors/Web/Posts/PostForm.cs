using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace Plaza.Web.Posts;

internal sealed class PostForm
{
    private const int MaxKeyLength = 64;

    public string Text { get; set; } = "";

    public string Visibility { get; set; } = "";

    [BindProperty(Name = "content_warning")]
    public string ContentWarning { get; set; } = "";

    /// <summary>The id of the parent of a reply.</summary>
    [BindProperty(Name = "in_reply_to")]
    public string InReplyTo { get; set; } = "";

    /// <summary>See <see cref="ComposeForm.Key"/>.</summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// The same content from the same rendered form is the same post, however often it is sent (whatwg/html#5312). Other content from the same form
    /// is another post, so that a correction sent from a used form is not lost. Null for a form without a key.
    /// </summary>
    public string? IdempotencyKey => Key is { Length: > 0 and <= MaxKeyLength }
        ? $"form-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Key, Text, Visibility, ContentWarning, InReplyTo))))}"
        : null;
}
