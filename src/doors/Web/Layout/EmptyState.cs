using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Plaza.Web.Layout;

/// <summary>What stands where there is nothing yet.</summary>
internal sealed record EmptyState(string Icon, string Title, string Text) : IHtmlContent
{
    /// <summary>The one thing to do about it.</summary>
    public (string Path, string Words)? Way { get; init; }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write("<div class=\"empty\">");
        Layout.Icon.Niche(Icon).WriteTo(writer, encoder);
        writer.Write("<h2>");
        encoder.Encode(writer, Title);
        writer.Write("</h2><p>");
        encoder.Encode(writer, Text);
        writer.Write("</p>");

        if (Way is var (path, words))
        {
            writer.Write("<p class=\"buttons\"><a class=\"button button-main\" href=\"");
            encoder.Encode(writer, path);
            writer.Write("\">");
            encoder.Encode(writer, words);
            writer.Write("</a></p>");
        }

        writer.Write("</div>");
    }
}
