using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Mail;

/// <summary>What mails say of this place: from the <c>Server</c> section of the settings.</summary>
internal sealed class PlaceOptions
{
    /// <summary>The address that links in mails lead to: in ASCII, without a slash at its end.</summary>
    [Required, Url]
    public string PublicUrl { get; set => field = ToAscii(value).TrimEnd('/'); } = "";

    [Required]
    public string Name { get; set; } = "Plaza";

    public string Host => new Uri(PublicUrl).IdnHost;

    /// <summary>Links also stand in headers, where only ASCII may be.</summary>
    private static string ToAscii(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.HostNameType is UriHostNameType.Dns
        ? new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri
        : url;
}

[OptionsValidator]
internal sealed partial class PlaceOptionsValidator : IValidateOptions<PlaceOptions>;
