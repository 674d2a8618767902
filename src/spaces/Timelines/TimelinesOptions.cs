using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Timelines;

/// <summary>The <c>Timelines</c> section of the settings.</summary>
internal sealed class TimelinesOptions
{
    /// <summary>The size limit of cached timelines in bytes, estimated: about 10 KB for each active reader. 0 disables the cache.</summary>
    [Range(0, 1L << 40)]
    public long MemoryBytes { get; set; } = 64L << 20;
}

[OptionsValidator]
internal sealed partial class TimelinesOptionsValidator : IValidateOptions<TimelinesOptions>;
