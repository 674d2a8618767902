using System.Globalization;

namespace Plaza.BusBench.Slices;

/// <summary>A figure to reach: at most so many times the floor, or so many nanoseconds where that is said too.</summary>
internal sealed record Target(double Ratio, double Nanoseconds = 0, bool MayAllocate = false)
{
    public bool IsReached(Measurement figures) =>
        (figures.Ratio <= Ratio || figures.Nanoseconds <= Nanoseconds) && (MayAllocate || figures.Bytes < 0.5);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"≤ {Ratio}{(Nanoseconds > 0 ? $" or {Nanoseconds} ns" : "")}{(MayAllocate ? "" : ", 0 B")}");
}
