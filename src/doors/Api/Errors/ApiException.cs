namespace Plaza.Api.Errors;

/// <summary>The door itself refuses: the request cannot be read, or asks for what is not there.</summary>
/// <param name="status">The status code of the answer.</param>
/// <param name="error">A sentence for whoever wrote the client.</param>
/// <param name="field">The field that it concerns.</param>
internal sealed class ApiException(int status, string error, string? field = null) : Exception(error)
{
    public int Status => status;

    public string? Field => @field;

    public static ApiException NotFound() => new(404, "Record not found");

    public static ApiException Malformed(string error) => new(400, error);

    public static ApiException Invalid(string field, string error) => new(422, error, field);

    public static ApiException TooLarge() => new(413, "The body is larger than 256 KB");
}
