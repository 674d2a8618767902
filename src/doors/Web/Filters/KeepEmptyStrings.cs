using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Plaza.Web.Filters;

/// <summary>A field left empty is an empty text, not null.</summary>
internal sealed class KeepEmptyStrings : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context) =>
        context.DisplayMetadata.ConvertEmptyStringToNull = false;
}
