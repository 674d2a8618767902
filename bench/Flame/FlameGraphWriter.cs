using System.Globalization;
using System.Net;
using System.Text;

namespace Plaza.Flame;

/// <summary>Draws a flame graph: the width of a frame is its share of the samples; callees are above their callers.</summary>
internal sealed class FlameGraphWriter(string title)
{
    private const int Width = 1200;
    private const int Line = 18;
    private const int Margin = 40;
    private const double Narrowest = 2;
    private const double Letter = 6.2;

    private readonly StringBuilder _frames = new();
    private int _all;
    private int _deepest;

    public string Of(Frame root)
    {
        _all = root.Samples;
        Draw(root, 0, 0);
        var height = Margin + ((_deepest + 1) * Line);
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="sans-serif" font-size="11">
            <title>{Escaped(title)}</title>
            <rect width="{Width}" height="{height}" fill="#fbfaf7"/>
            <text x="8" y="24" font-size="15" fill="#222">{Escaped(title)}</text>
            <g transform="translate(0 {height - Line}) scale(1 -1) translate(0 {-Line})" fill="#222">
            {_frames}</g>
            </svg>

            """);
    }

    private void Draw(Frame frame, double x, int depth)
    {
        _deepest = Math.Max(_deepest, depth);
        var width = WidthOf(frame);
        var letters = (int)((width - 6) / Letter);
        var name = MethodNameFormatter.Short(frame.Name);
        var text = letters < 4 ? "" : Escaped(name.Length <= letters ? name : name[..(letters - 1)] + "…");
        _frames.Append(CultureInfo.InvariantCulture, $"""
            <g><title>{Escaped(frame.Name)}: {100.0 * frame.Samples / _all:F1} %</title><rect x="{x:F1}" y="{depth * Line}" width="{width - 0.5:F1}" height="{Line - 1}" rx="2" fill="{ColourOf(frame.Name)}"/>
            """);
        if (text is not "")
            _frames.Append(CultureInfo.InvariantCulture, $"""<text transform="translate({x + 4:F1} {(depth * Line) + 5}) scale(1 -1)">{text}</text>""");

        _frames.Append("</g>\n");
        foreach (var called in frame.Called.Where(called => WidthOf(called) >= Narrowest))
        {
            Draw(called, x, depth + 1);
            x += WidthOf(called);
        }
    }

    private double WidthOf(Frame frame) => (double)Width * frame.Samples / _all;

    private static string ColourOf(string name) => name switch
    {
        _ when name.StartsWith("Plaza.", StringComparison.Ordinal) => "#8ecbc4",
        _ when name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) => "#f3c98b",
        _ => "#e3ddd0",
    };

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
