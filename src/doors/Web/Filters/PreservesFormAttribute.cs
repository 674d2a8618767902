namespace Plaza.Web.Filters;

/// <summary>
/// Marks an action whose form holds text of the user. When the session or the antiforgery token has expired, the form is shown again with all its
/// fields instead of being lost. Implies that a login is required.
/// </summary>
/// <param name="textFields">The fields to show for editing; the others are sent along hidden.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PreservesFormAttribute(params string[] textFields) : Attribute
{
    public IReadOnlyList<string> TextFields => textFields;
}
