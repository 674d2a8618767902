using Microsoft.AspNetCore.Http;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Errors;

/// <summary>A form that was sent but not accepted, to be sent again. It travels in hidden fields only, never in a URL.</summary>
/// <param name="Action">The local path of the form's action.</param>
internal sealed record PendingForm(string Action, IReadOnlyList<PendingField> Fields)
{
    private const string Prefix = "pending-";
    private const string ActionField = "pending_action";
    private const string TokenField = "__RequestVerificationToken";

    public IEnumerable<PendingField> TextFields => Fields.Where(one => one.IsText);

    public IEnumerable<PendingField> HiddenFields => Fields.Where(one => !one.IsText);

    /// <returns>Null unless the endpoint has <see cref="PreservesFormAttribute"/>.</returns>
    public static PendingForm? FromRequest(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<PreservesFormAttribute>() is { } preserves && http.Request.HasFormContentType
            ? new(http.Request.Path, [.. http.Request.Form
                .Where(field => field.Key is not TokenField)
                .Select(field => new PendingField(field.Key, field.Value.ToString(), preserves.TextFields.Contains(field.Key)))])
            : null;

    /// <summary>Like <see cref="FromRequest"/>, for a body that was not read yet. Null also for a form with invalid characters.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large or incomplete.</exception>
    /// <exception cref="InvalidDataException">The form has too many fields.</exception>
    public static async ValueTask<PendingForm?> ReadAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<PreservesFormAttribute>() is null || !http.Request.HasFormContentType || !await FormEncoding.IsUtf8Async(http.Request))
            return null;

        return FormEncoding.IsReadable(await http.Request.ReadFormAsync(http.RequestAborted)) ? FromRequest(http) : null;
    }

    /// <summary>Restores a form from <see cref="CarriedFields"/> in a login form; null if there is none.</summary>
    public static PendingForm? FromLogin(IFormCollection login) =>
        login[ActionField].ToString() is { Length: > 0 } action
            ? new(ReturnUrl.Or(action, "/home"), [.. login
                .Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(field => Carried(field.Key[Prefix.Length..], field.Value.ToString()))])
            : null;

    /// <summary>Hidden fields that carry this form through a login.</summary>
    public IEnumerable<(string Name, string Value)> CarriedFields => Fields
        .Select(one => ($"{Prefix}{(one.IsText ? 't' : 'h')}-{one.Name}", one.Value))
        .Prepend((ActionField, Action));

    private static PendingField Carried(string name, string value) =>
        new(name.Length > 2 ? name[2..] : "", value, name.StartsWith("t-", StringComparison.Ordinal));
}

/// <param name="IsText">Text of the user, shown for editing; other fields are hidden.</param>
internal sealed record PendingField(string Name, string Value, bool IsText)
{
    public string Label => Name switch
    {
        "text" => "Your post",
        "content_warning" => "Content warning",
        "bio" => "Bio",
        _ => "Name",
    };
}
