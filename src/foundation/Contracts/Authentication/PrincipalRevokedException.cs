namespace Plaza.Contracts.Authentication;

/// <summary>
/// The session or token of the request was revoked, or its account suspended or deleted, after the request was authenticated
/// and before it was committed. Nothing was changed. Doors answer as if the session or token had never been valid.
/// </summary>
public sealed class PrincipalRevokedException() : Exception("The session or token of this request is not valid any more.");
