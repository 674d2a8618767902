using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Timelines;

/// <summary>The <c>Timelines</c> section of the settings.</summary>
internal sealed class TimelinesOptions
{
    /// <summary>How many bytes the timelines in memory may take, as far as that can be worked out: about 10 KB for each person who reads. 0 keeps none.</summary>
    [Range(0, 1L << 40)]
    public long MemoryBytes { get; set; } = 64L << 20;
}

[OptionsValidator]
internal sealed partial class TimelinesOptionsValidator : IValidateOptions<TimelinesOptions>;
