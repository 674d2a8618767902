using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Plaza.Web.Components;

/// <summary>An icon from <c>icons.svg</c>.</summary>
internal sealed class Icon(string name, string cssClass) : IHtmlContent
{
    public static Icon Of(string name) => new(name, "icon");

    public static Icon Small(string name) => new(name, "icon icon-small");

    /// <summary>An icon that is mirrored in right-to-left text.</summary>
    public static Icon Turning(string name) => new(name, "icon icon-turn");

    public static Icon Large(string name) => new(name, "icon icon-large");

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write("<svg class=\"");
        encoder.Encode(writer, cssClass);
        writer.Write("\" aria-hidden=\"true\" width=\"20\" height=\"20\"><use href=\"/icons.svg#");
        encoder.Encode(writer, name);
        writer.Write("\"></use></svg>");
    }
}
