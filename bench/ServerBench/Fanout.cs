namespace Plaza.ServerBench;

internal static class Fanout
{
    public static Task RunAsync(Uri url, string lists) => throw new NotSupportedException(url + lists);
}
