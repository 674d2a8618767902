using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Plaza.Web.Components;

/// <summary>URLs of the embedded assets. Each has a version that changes with the content, so that browsers may cache them forever.</summary>
internal sealed class AssetLinks(IFileVersionProvider versions)
{
    public string Icon { get; } = versions.AddFileVersionToPath(PathString.Empty, "/icon.svg");

    public string Style { get; } = versions.AddFileVersionToPath(PathString.Empty, "/plaza.css");

    public string Script { get; } = versions.AddFileVersionToPath(PathString.Empty, "/plaza.js");

    /// <summary>The version of Plaza.</summary>
    public string Version { get; } = typeof(AssetLinks).Assembly.GetName().Version!.ToString(2);
}
