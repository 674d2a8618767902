namespace Plaza.Api.Wire;

/// <summary>What stands between pieces.</summary>
internal static class JsonTokens
{
    public static byte[] OpenList { get; } = "["u8.ToArray();

    public static byte[] Comma { get; } = ","u8.ToArray();

    public static byte[] CloseList { get; } = "]"u8.ToArray();
}
