using System.Diagnostics;

namespace Plaza.ServerBench;

/// <summary>Publishes a given number of posts with 64 callers, each for one of the accounts with a token.</summary>
internal static class PublishLoad
{
    private const int Callers = 64;

    /// <returns>Completes when all posts are acknowledged. Prints the elapsed time.</returns>
    public static async Task RunAsync(Uri url, string lists, int count)
    {
        var tokens = File.ReadAllLines(Path.Combine(lists, "tokens"));
        var left = count;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Factory.StartNew(
            () => Publish(HttpConnection.Post(tokens[caller % tokens.Length])), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Console.WriteLine($"{count} posts published in {Stopwatch.GetElapsedTime(began).TotalSeconds:f1} s");

        void Publish(byte[] request)
        {
            using var connection = new HttpConnection(url);
            while (Interlocked.Decrement(ref left) >= 0)
                connection.Send(request);
        }
    }
}
