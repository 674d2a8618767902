namespace Plaza.BusBench.Measuring;

/// <summary>The time of one operation, and its ratio to the baseline of the same rounds: medians, and the quartiles of the ratio.</summary>
internal sealed record Measurement(double Nanoseconds, double Bytes, double Ratio, double LowerQuartile, double UpperQuartile);
