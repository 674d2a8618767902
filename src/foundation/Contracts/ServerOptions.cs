using System.ComponentModel.DataAnnotations;

namespace Plaza.Contracts;

/// <summary>The section <c>Server</c> of the settings, for all that read it. A server with invalid settings does not start.</summary>
public sealed class ServerOptions
{
    /// <summary>
    /// The address that others know this server by, and the beginning of every link: scheme, host and perhaps a port, in ASCII, without a
    /// slash at the end. The server normalises what was set.
    /// </summary>
    [Required, Url]
    public string PublicUrl { get; set; } = "";

    /// <summary>Whether people may sign up by themselves.</summary>
    [EnumDataType(typeof(Registrations))]
    public Registrations Registrations { get; set; } = Registrations.Open;

    /// <summary>What this place is called.</summary>
    [Required, StringLength(100)]
    public string Name { get; set; } = "Plaza";

    /// <summary>What this place is, in a few sentences.</summary>
    [Required, StringLength(2000)]
    public string Description { get; set; } =
        "A small place for short posts, newest first, nothing in between. Everybody may read. Neighbours may write.";

    /// <summary>The language of most posts here, and of those whose author names none: a language tag (BCP 47).</summary>
    [Required, RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]
    public string Language { get; set; } = "en";

    /// <summary>Where the operator reads mail; shown to everyone. Empty for none.</summary>
    [StringLength(254)]
    public string ContactEmail { get; set; } = "";

    /// <summary>
    /// IP addresses and networks (such as <c>10.0.0.0/8</c>) of the proxies in front of this server, separated by blanks or commas;
    /// <c>unix</c> for proxies that connect over a Unix-domain socket.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Whether people may sign up by themselves.</summary>
    public bool IsOpen => Registrations is Registrations.Open;

    /// <summary>Whether others open it by https.</summary>
    public bool IsSecure => PublicUrl.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>The host of the public address; IPv6 in brackets.</summary>
    public string Host => new Uri(PublicUrl).Host;
}

/// <summary>Who makes accounts.</summary>
public enum Registrations
{
    /// <summary>Everyone may sign up.</summary>
    Open,

    /// <summary>Only the operator makes accounts.</summary>
    Closed,
}
