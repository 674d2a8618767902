namespace Plaza.Authentication.SigningUp;

/// <summary>The word lists inside the assembly.</summary>
internal static class EmbeddedLists
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(EmbeddedLists).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
