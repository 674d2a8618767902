using Microsoft.Extensions.Options;

namespace Plaza.Spaces.Hosting;

/// <summary>Checks the bounds of <see cref="SpacesOptions"/>. By hand, since data annotations use reflection, which trimming forbids.</summary>
internal sealed class SpacesOptionsValidator : IValidateOptions<SpacesOptions>
{
    public ValidateOptionsResult Validate(string? name, SpacesOptions options)
    {
        var failures = new ValidateOptionsResultBuilder();
        AtLeastOne(options.MaxCascadeDepth, nameof(options.MaxCascadeDepth));
        AtLeastOne(options.MaxCascadeSize, nameof(options.MaxCascadeSize));
        AtLeastOne(options.MaxDeadLetters, nameof(options.MaxDeadLetters));
        Positive(options.HandlerTimeout, nameof(options.HandlerTimeout));
        Positive(options.RequestTimeout, nameof(options.RequestTimeout));
        return failures.Build();

        void AtLeastOne(int value, string property)
        {
            if (value < 1)
                failures.AddError($"must be at least 1, not {value}", property);
        }

        void Positive(TimeSpan value, string property)
        {
            if (value <= TimeSpan.Zero)
                failures.AddError($"must be more than zero, not {value}", property);
        }
    }
}
