using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Web;

/// <summary>What the website knows of the place that it shows: the <c>Server</c> section of the settings.</summary>
internal sealed class WebOptions
{
    /// <summary>The address that others know this server by. It never ends in a slash.</summary>
    [Url]
    public string PublicUrl { get; set => field = value.TrimEnd('/'); } = "http://127.0.0.1:5080";

    /// <summary>Whether anybody may sign up.</summary>
    [AllowedValues("open", "closed")]
    public string Registrations { get; set; } = "open";

    [Required]
    public string Name { get; set; } = "Plaza";

    [Required]
    public string Description { get; set; } =
        "A small place for short posts, newest first, nothing in between. Everybody may read. Neighbours may write.";

    /// <summary>Where the operator reads mail; shown to everyone. Empty for none.</summary>
    public string ContactEmail { get; set; } = "";

    public bool IsOpen => Registrations is "open";

    public bool IsSecure => PublicUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}

[OptionsValidator]
internal sealed partial class WebOptionsValidator : IValidateOptions<WebOptions>;
