using System.Globalization;
using System.Text;

namespace Plaza.Web.Profiles;

/// <summary>Builds a small SVG drawing of rectangles, arches and polygons, without line breaks.</summary>
internal sealed class SvgBuilder
{
    private readonly StringBuilder _svg = new("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">""", 1024);

    public void Sky(string fill) => Write($"""<rect width="96" height="96" fill="{fill}"/>""");

    public void Box(string fill, int x, int y, int width, int height) =>
        Write($"""<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>""");

    public void Circle(string fill, int x, int y, int radius) => Write($"""<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}"/>""");

    public void Arch(string fill, int x, int y, int width, int height) =>
        Path(fill, Text($"M{x} {y + height}V{y + (width / 2.0)}a{width / 2.0} {width / 2.0} 0 0 1 {width} 0V{y + height}"));

    public void Polygon(string fill, params ReadOnlySpan<(int X, int Y)> corners)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in corners)
            path.Append(path.Length is 0 ? 'M' : 'L').Append(Text($"{x} {y}"));
        Path(fill, path.ToString());
    }

    /// <param name="line">The path data without the closing <c>Z</c>.</param>
    public void Path(string fill, string line) => Write($"""<path d="{line}Z" fill="{fill}"/>""");

    public override string ToString() => $"{_svg}</svg>";

    private void Write(FormattableString shape) => _svg.Append(shape.ToString(CultureInfo.InvariantCulture));

    private static string Text(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
