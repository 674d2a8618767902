using System.ComponentModel.DataAnnotations;

namespace Plaza.Contracts;

/// <summary>The section <c>Server</c> of the settings. Invalid settings stop the start.</summary>
public sealed class ServerOptions
{
    /// <summary>
    /// The public address of this server and the base of every link: scheme, host and optionally a port, in ASCII, without a trailing slash.
    /// The server normalises the configured value.
    /// </summary>
    [Required, Url]
    public string PublicUrl { get; set; } = "";

    /// <summary>Whether anybody may sign up.</summary>
    [EnumDataType(typeof(Registrations))]
    public Registrations Registrations { get; set; } = Registrations.Open;

    /// <summary>The name of this server.</summary>
    [Required, StringLength(100)]
    public string Name { get; set; } = "Plaza";

    /// <summary>A description of this server, in a few sentences.</summary>
    [Required, StringLength(2000)]
    public string Description { get; set; } =
        "A small place for short posts, newest first. Everyone can read; members can post.";

    /// <summary>The default language of posts: a language tag (BCP 47).</summary>
    [Required, RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]
    public string Language { get; set; } = "en";

    /// <summary>The operator's e-mail address, shown to everyone. Empty for none.</summary>
    [StringLength(254)]
    public string ContactEmail { get; set; } = "";

    /// <summary>
    /// IP addresses and networks (such as <c>10.0.0.0/8</c>) of the proxies in front of this server, separated by spaces or commas;
    /// <c>unix</c> for proxies that connect over a Unix-domain socket.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Whether anybody may sign up.</summary>
    public bool IsOpen => Registrations is Registrations.Open;

    /// <summary>Whether the public address is https.</summary>
    public bool IsSecure => PublicUrl.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>The host of the public address; IPv6 in brackets.</summary>
    public string Host => new Uri(PublicUrl).Host;
}

/// <summary>Who may create accounts.</summary>
public enum Registrations
{
    /// <summary>Everyone may sign up.</summary>
    Open,

    /// <summary>Only the operator creates accounts.</summary>
    Closed,
}
