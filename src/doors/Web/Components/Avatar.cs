using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Plaza.Web.Components;

/// <summary>The avatar of an account.</summary>
internal sealed class Avatar(string handle, int size, string cssClass) : IHtmlContent
{
    public static Avatar Of(string handle) => new(handle, 48, "avatar");

    public static Avatar Small(string handle) => new(handle, 36, "avatar avatar-small");

    public static Avatar Large(string handle) => new(handle, 96, "avatar avatar-large");

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var side = size.ToString(CultureInfo.InvariantCulture);
        writer.Write($"<img class=\"{cssClass}\" src=\"/avatars/");
        encoder.Encode(writer, handle);
        writer.Write($".svg\" alt=\"\" width=\"{side}\" height=\"{side}\">");
    }
}
