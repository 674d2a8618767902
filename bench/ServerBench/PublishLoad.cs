using System.Diagnostics;

namespace Plaza.ServerBench;

/// <summary>Publishes a given number of posts with 64 callers, each for one of the accounts that have a token.</summary>
internal static class PublishLoad
{
    private const int Callers = 64;

    /// <returns>When all are answered. Prints how long that took.</returns>
    public static async Task RunAsync(Uri url, string lists, int count)
    {
        var tokens = File.ReadAllLines(Path.Combine(lists, "tokens"));
        var left = count;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Factory.StartNew(
            () => Publish(Wire.Post(tokens[caller % tokens.Length])), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Console.WriteLine($"{count} posts published in {Stopwatch.GetElapsedTime(began).TotalSeconds:f1} s");

        void Publish(byte[] request)
        {
            using var wire = new Wire(url);
            while (Interlocked.Decrement(ref left) >= 0)
                wire.Ask(request);
        }
    }
}
