using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Plaza.Web.Components;

/// <summary>Shown in place of a list without items.</summary>
internal sealed record EmptyState(string Icon, string Title, string Text) : IHtmlContent
{
    /// <summary>A link to an action that adds the first item; null for none.</summary>
    public (string Path, string Label)? Link { get; init; }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write("<div class=\"empty\">");
        Components.Icon.Large(Icon).WriteTo(writer, encoder);
        writer.Write("<h2>");
        encoder.Encode(writer, Title);
        writer.Write("</h2><p>");
        encoder.Encode(writer, Text);
        writer.Write("</p>");

        if (Link is var (path, label))
        {
            writer.Write("<p class=\"buttons\"><a class=\"button button-main\" href=\"");
            encoder.Encode(writer, path);
            writer.Write("\">");
            encoder.Encode(writer, label);
            writer.Write("</a></p>");
        }

        writer.Write("</div>");
    }
}
