namespace Plaza.Api.Errors;

/// <summary>The API rejects a request: it is malformed, invalid, or names a resource that does not exist.</summary>
/// <param name="status">The status code of the response.</param>
/// <param name="error">A sentence for the developer of the client.</param>
/// <param name="field">The invalid field, if any.</param>
internal sealed class ApiException(int status, string error, string? field = null) : Exception(error)
{
    public int Status => status;

    public string? Field => @field;

    public static ApiException NotFound() => new(404, "Record not found");

    public static ApiException Malformed(string error) => new(400, error);

    public static ApiException Invalid(string field, string error) => new(422, error, field);

    public static ApiException TooLarge() => new(413, "The body is larger than 256 KB");
}
