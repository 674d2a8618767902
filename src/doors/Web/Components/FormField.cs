using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Plaza.Web.Components;

/// <summary>A field of a form with its label, its hint and, when it was refused, the reason.</summary>
/// <param name="Id">Also its name.</param>
internal sealed record FormField(string Id, string Label)
{
    public string? Hint { get; init; }

    public string Type { get; init; } = "text";

    /// <summary>What was typed; never a password.</summary>
    public string? Value { get; init; }

    public string? Autocomplete { get; init; }

    /// <summary>Shown after the sign that handles begin with.</summary>
    public bool IsHandle { get; init; }

    public bool IsRequired { get; init; }

    public bool IsLong { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>An identifier: no capitalisation and no spelling correction.</summary>
    public bool IsName { get; init; }

    /// <summary>Written by people in any script.</summary>
    public bool IsProse { get; init; }

    public string? ErrorIn(ModelStateDictionary state) => state.TryGetValue(Id, out var entry) && entry.Errors is [var error, ..] ? error.ErrorMessage : null;

    public string? DescribedBy(string? error) =>
        string.Join(' ', ((string?[])[Hint is null ? null : $"{Id}-hint", error is null ? null : $"{Id}-error"]).OfType<string>()) is { Length: > 0 } ids ? ids : null;
}
