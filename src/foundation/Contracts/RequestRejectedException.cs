namespace Plaza.Contracts;

/// <summary>
/// A space refuses what it was asked, for a reason that the person asking may read. Nothing was changed.
/// Doors turn it into an answer in one place each.
/// </summary>
/// <param name="refusal">What kind of refusal, from which the door derives its status code.</param>
/// <param name="reason">A sentence that says what is wrong and, where it helps, what to do.</param>
/// <param name="field">The field of the form or body that it concerns.</param>
public sealed class RequestRejectedException(RejectionReason refusal, string reason, string? field = null) : Exception(reason)
{
    public RejectionReason Reason => refusal;

    public string? Field => @field;

    /// <summary>Whether the field was left blank. The REST API has a sentence of its own for that.</summary>
    public bool IsBlank { get; private init; }

    public static RequestRejectedException Invalid(string field, string reason) => new(RejectionReason.Invalid, reason, field);

    public static RequestRejectedException Blank(string field, string reason) => new(RejectionReason.Invalid, reason, field) { IsBlank = true };

    public static RequestRejectedException NotFound(string reason = "Record not found") => new(RejectionReason.NotFound, reason);

    public static RequestRejectedException Forbidden(string reason) => new(RejectionReason.Forbidden, reason);
}

/// <summary>The kinds of refusal, each with the status code that the REST API makes of it.</summary>
public enum RejectionReason
{
    /// <summary>What was given breaks a rule (422).</summary>
    Invalid,

    /// <summary>It does not exist, or one may not know of it (404).</summary>
    NotFound,

    /// <summary>One may see it but not do this (403).</summary>
    Forbidden,

    /// <summary>The credentials are wrong (401).</summary>
    Unauthorised,

    /// <summary>
    /// Too many were asked at once, or nothing can be written down; later it may work (503). When the disk fails, and the
    /// server ends, it is uncertain whether something was changed; the reason says so.
    /// </summary>
    Unavailable,

    /// <summary>This one has asked too often; later it may work (429).</summary>
    TooMany,
}
