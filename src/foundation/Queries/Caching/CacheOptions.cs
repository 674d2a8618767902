using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Queries.Caching;

/// <summary>The <c>Memory</c> section of the settings: how much of what is read stays in memory, in bytes.</summary>
internal sealed class CacheOptions
{
    private const long Least = 100_000;
    private const long Most = 64L * 1024 * 1024 * 1024;

    [Range(Least, Most)]
    public long PostBytes { get; set; } = 64 * 1024 * 1024;

    [Range(Least, Most)]
    public long AccountBytes { get; set; } = 16 * 1024 * 1024;

    [Range(Least, Most)]
    public long HandleBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Which posts answer which.</summary>
    [Range(Least, Most)]
    public long ReplyBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Which posts the viewers have marked.</summary>
    [Range(Least, Most)]
    public long MarkBytes { get; set; } = 8 * 1024 * 1024;

    [Range(Least, Most)]
    public long RelationshipBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Pages as strangers see them.</summary>
    [Range(Least, Most)]
    public long PageBytes { get; set; } = 32 * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class MemoryOptionsValidator : IValidateOptions<CacheOptions>;
