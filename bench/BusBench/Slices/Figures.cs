namespace Plaza.BusBench.Slices;

/// <summary>What a runner took for one operation, and how that stands to the floor of the same rounds.</summary>
internal sealed record Figures(double Nanoseconds, double Bytes, double Ratio);
