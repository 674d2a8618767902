namespace Plaza.BusBench.Slices;

/// <summary>What a runner took for one operation, and how that stands to the floor of the same rounds: medians, and the quartiles of the ratio.</summary>
internal sealed record Measurement(double Nanoseconds, double Bytes, double Ratio, double LowerQuartile, double UpperQuartile);
