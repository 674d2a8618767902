using System.Globalization;

namespace Plaza.BusBench.Measuring;

/// <summary>A target: a maximum ratio to the baseline or, where given, a maximum time in nanoseconds.</summary>
internal sealed record Target(double Ratio, double Nanoseconds = 0, bool MayAllocate = false)
{
    public bool IsReached(Measurement figures) =>
        (figures.Ratio <= Ratio || figures.Nanoseconds <= Nanoseconds) && (MayAllocate || figures.Bytes < 0.5);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"≤ {Ratio:0.##}{(Nanoseconds > 0 ? $" or {Nanoseconds} ns" : "")}{(MayAllocate ? "" : ", 0 B")}");
}
