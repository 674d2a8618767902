using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Plaza.Web.Components;

/// <summary>A field of a form with its label, its hint and, after a rejection, its error.</summary>
/// <param name="Id">The id of the element and the name of the field.</param>
internal sealed record FormField(string Id, string Label)
{
    public string? Hint { get; init; }

    public string Type { get; init; } = "text";

    /// <summary>The value that was typed; never a password.</summary>
    public string? Value { get; init; }

    public string? Autocomplete { get; init; }

    /// <summary>A handle: shown after an <c>@</c>.</summary>
    public bool IsHandle { get; init; }

    public bool IsRequired { get; init; }

    public bool IsLong { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>An identifier: no capitalisation and no spelling correction.</summary>
    public bool IsName { get; init; }

    /// <summary>Free text, in any script and direction.</summary>
    public bool IsProse { get; init; }

    public string? ErrorIn(ModelStateDictionary state) => state.TryGetValue(Id, out var entry) && entry.Errors is [var error, ..] ? error.ErrorMessage : null;

    public string? DescribedBy(string? error) =>
        string.Join(' ', ((string?[])[Hint is null ? null : $"{Id}-hint", error is null ? null : $"{Id}-error"]).OfType<string>()) is { Length: > 0 } ids ? ids : null;
}
