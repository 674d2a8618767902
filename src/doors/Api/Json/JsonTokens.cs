namespace Plaza.Api.Json;

/// <summary>The JSON punctuation between fragments.</summary>
internal static class JsonTokens
{
    public static byte[] OpenList { get; } = "["u8.ToArray();

    public static byte[] Comma { get; } = ","u8.ToArray();

    public static byte[] CloseList { get; } = "]"u8.ToArray();
}
