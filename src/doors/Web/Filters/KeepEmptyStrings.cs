using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Plaza.Web.Filters;

/// <summary>Binds an empty form field to an empty string instead of null.</summary>
internal sealed class KeepEmptyStrings : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context) =>
        context.DisplayMetadata.ConvertEmptyStringToNull = false;
}
