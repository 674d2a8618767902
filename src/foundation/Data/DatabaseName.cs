namespace Plaza.Data;

/// <summary>Names the database to the operator: the path of its file, or its place on a server, without the password.</summary>
public sealed record DatabaseName(string Value);
