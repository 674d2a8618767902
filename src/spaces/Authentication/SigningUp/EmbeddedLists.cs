namespace Plaza.Authentication.SigningUp;

/// <summary>Reads the lists that are embedded in the assembly.</summary>
internal static class EmbeddedLists
{
    public static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(Open(name));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    public static byte[] Bytes(string name)
    {
        using var stream = Open(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Stream Open(string name) => typeof(EmbeddedLists).Assembly.GetManifestResourceStream(name)!;
}
