using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Queries.Caching;

/// <summary>The <c>Memory</c> section of the settings: the size limits of the caches, in bytes.</summary>
internal sealed class CacheOptions
{
    private const long MinBytes = 100_000;
    private const long MaxBytes = 64L * 1024 * 1024 * 1024;

    [Range(MinBytes, MaxBytes)]
    public long PostBytes { get; set; } = 32 * 1024 * 1024;

    [Range(MinBytes, MaxBytes)]
    public long AccountBytes { get; set; } = 16 * 1024 * 1024;

    [Range(MinBytes, MaxBytes)]
    public long HandleBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Ids of replies, by post.</summary>
    [Range(MinBytes, MaxBytes)]
    public long ReplyBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Favourites and boosts of viewers.</summary>
    [Range(MinBytes, MaxBytes)]
    public long MarkBytes { get; set; } = 8 * 1024 * 1024;

    [Range(MinBytes, MaxBytes)]
    public long RelationshipBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Rendered pages for visitors without login.</summary>
    [Range(MinBytes, MaxBytes)]
    public long PageBytes { get; set; } = 32 * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class CacheOptionsValidator : IValidateOptions<CacheOptions>;
