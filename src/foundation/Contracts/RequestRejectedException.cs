namespace Plaza.Contracts;

/// <summary>
/// A space rejects a request; the reason may be shown to the caller. Nothing was changed. Each door maps this exception to a response in
/// one place.
/// </summary>
/// <param name="kind">The kind of rejection, from which the door derives its status code.</param>
/// <param name="reason">A sentence that states the problem and, where it helps, the remedy.</param>
/// <param name="field">The invalid field of the form or body.</param>
public sealed class RequestRejectedException(RejectionReason kind, string reason, string? field = null) : Exception(reason)
{
    public RejectionReason Reason => kind;

    public string? Field => @field;

    /// <summary>
    /// Every invalid field with its reason; the first is <see cref="Field"/> with the message. One with an empty name concerns the request as a whole.
    /// </summary>
    public IReadOnlyList<FieldError> Errors { get; private init; } = [new(field ?? "", reason)];

    /// <summary>Whether the field was left blank. The REST API has a sentence of its own for that.</summary>
    public bool IsBlank { get; private init; }

    public static RequestRejectedException Invalid(string field, string reason) => new(RejectionReason.Invalid, reason, field);

    /// <summary>Rejects a request for each field that has an error; does nothing where none has.</summary>
    /// <param name="fields">The fields, and the reason for each that is invalid.</param>
    /// <exception cref="RequestRejectedException">A field is invalid.</exception>
    public static void ThrowIfInvalid(params ReadOnlySpan<(string Field, string? Error)> fields)
    {
        List<FieldError> errors = [];
        foreach (var (field, error) in fields)
        {
            if (error is not null)
                errors.Add(new(field, error));
        }

        if (errors is [var first, ..])
            throw new RequestRejectedException(RejectionReason.Invalid, first.Reason, first.Field) { Errors = errors };
    }

    public static RequestRejectedException Blank(string field, string reason) => new(RejectionReason.Invalid, reason, field) { IsBlank = true };

    public static RequestRejectedException NotFound(string reason = "Record not found") => new(RejectionReason.NotFound, reason);

    public static RequestRejectedException Forbidden(string reason) => new(RejectionReason.Forbidden, reason);
}

/// <summary>An invalid field of a request, and the reason.</summary>
public sealed record FieldError(string Field, string Reason);

/// <summary>The kinds of rejection, with their status codes in the REST API.</summary>
public enum RejectionReason
{
    /// <summary>The input breaks a rule (422).</summary>
    Invalid,

    /// <summary>The object does not exist, or the caller may not know of it (404).</summary>
    NotFound,

    /// <summary>The caller may see the object but is not allowed to do this (403).</summary>
    Forbidden,

    /// <summary>The credentials are wrong (401).</summary>
    Unauthenticated,

    /// <summary>
    /// Too many requests are queued, or the disk cannot be written; a later attempt may succeed (503). When the disk fails and the server
    /// stops, it is unknown whether something was changed; the reason says so.
    /// </summary>
    Unavailable,

    /// <summary>The caller has sent too many requests; a later attempt may succeed (429).</summary>
    TooManyRequests,
}
