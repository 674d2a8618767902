using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Plaza.Web.Components;

/// <summary>Where the files of the website are, with what changes when they change, so that browsers may keep them for good.</summary>
internal sealed class AssetLinks(IFileVersionProvider versions)
{
    public string Icon { get; } = versions.AddFileVersionToPath(PathString.Empty, "/icon.svg");

    public string Style { get; } = versions.AddFileVersionToPath(PathString.Empty, "/plaza.css");

    public string Script { get; } = versions.AddFileVersionToPath(PathString.Empty, "/plaza.js");

    /// <summary>The program's.</summary>
    public string Version { get; } = typeof(AssetLinks).Assembly.GetName().Version!.ToString(2);
}
