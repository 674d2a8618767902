namespace Plaza.Spaces;

/// <summary>The limits of a bus. Set by <c>AddSpaces</c>, <c>Configure</c> or a section of the configuration; read once, when the bus is created.</summary>
/// <remarks>Values out of range make the creation of the bus, and so the start of the host, fail with an <c>OptionsValidationException</c>.</remarks>
public sealed class SpacesOptions
{
    /// <summary>Maximum length of a chain of events, each caused by the one before. At least 1; default 32.</summary>
    public int MaxCascadeDepth { get; set; } = 32;

    /// <summary>Maximum number of events that one event may cause, directly or not, itself included. At least 1; default 10 000.</summary>
    public int MaxCascadeSize { get; set; } = 10_000;

    /// <summary>Timeout of a handler for one event, where its delivery sets none. More than zero; default 30 s.</summary>
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Timeout of a request. More than zero; default 30 s.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Maximum number of dead letters of one subscription; then the oldest is discarded and reported. At least 1; default 1 000.</summary>
    public int MaxDeadLetters { get; set; } = 1_000;
}
