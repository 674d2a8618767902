using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Posts;

/// <summary>What this space reads of the <c>Server</c> section of the settings.</summary>
internal sealed class PostsOptions
{
    /// <summary>The address that others know this server by; <c>@name@its.host</c> is a mention of somebody here.</summary>
    [Required, Url]
    public string PublicUrl { get; set; } = "";
}

[OptionsValidator]
internal sealed partial class PostsOptionsValidator : IValidateOptions<PostsOptions>;
