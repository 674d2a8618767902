using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Mail;

/// <summary>What mails say of this place: from the <c>Server</c> section of the settings.</summary>
internal sealed class PlaceOptions
{
    /// <summary>The address that links in mails lead to. It never ends in a slash.</summary>
    [Required, Url]
    public string PublicUrl { get; set => field = value.TrimEnd('/'); } = "";

    [Required]
    public string Name { get; set; } = "Plaza";

    public string Host => new Uri(PublicUrl).Host;
}

[OptionsValidator]
internal sealed partial class PlaceOptionsValidator : IValidateOptions<PlaceOptions>;
