using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Api;

/// <summary>What the API says of this place: the <c>Server</c> section of the settings. A server with bad settings does not start.</summary>
internal sealed class ApiOptions
{
    /// <summary>The address that others know this server by. It never ends in a slash.</summary>
    [Required, Url]
    public string PublicUrl { get; set => field = value.TrimEnd('/'); } = "";

    /// <summary>Whether people may sign up by themselves.</summary>
    [EnumDataType(typeof(Registrations))]
    public Registrations Registrations { get; set; } = Registrations.Open;

    [Required, StringLength(100)]
    public string Name { get; set; } = "Plaza";

    [StringLength(2000)]
    public string Description { get; set; } =
        "A small place for short posts, newest first, nothing in between. Everybody may read. Neighbours may write.";

    /// <summary>Where the operator reads mail; shown to everyone. Empty for none.</summary>
    [StringLength(254)]
    public string ContactEmail { get; set; } = "";
}

internal enum Registrations
{
    Open,
    Closed,
}

[OptionsValidator]
internal sealed partial class ApiOptionsValidator : IValidateOptions<ApiOptions>;
