using System.Globalization;

namespace Plaza.Web.Components;

/// <summary>Formats counts.</summary>
internal static class NumberFormatter
{
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = "\u202f" };

    /// <returns>For example <c>999</c>, <c>1.2k</c>, <c>12k</c>, <c>3.4M</c>; rounded down.</returns>
    public static string Short(long count) => count switch
    {
        < 1_000 => Plain(count),
        < 10_000 => Tenths(count / 100, "k"),
        < 1_000_000 => $"{Plain(count / 1_000)}k",
        < 10_000_000 => Tenths(count / 100_000, "M"),
        _ => $"{Plain(count / 1_000_000)}M",
    };

    /// <summary>All digits, in groups of three.</summary>
    public static string Full(long count) => count.ToString("N0", Grouped);

    private static string Tenths(long tenths, string unit) =>
        tenths % 10 is 0 ? $"{Plain(tenths / 10)}{unit}" : $"{Plain(tenths / 10)}.{Plain(tenths % 10)}{unit}";

    private static string Plain(long count) => count.ToString(CultureInfo.InvariantCulture);
}
