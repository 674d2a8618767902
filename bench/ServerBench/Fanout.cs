using System.Diagnostics;
using System.Text;

namespace Plaza.ServerBench;

/// <summary>
/// The cost of publishing to very many followers: the response time of the star, alternating with an ordinary account; and the time until every
/// loaded home timeline
/// shows the post, for which all of them are polled after the response.
/// </summary>
internal sealed class Fanout(Uri url, string lists)
{
    private const int Rounds = 50;
    private const int Sweeps = 5;
    private const int Callers = 16;

    private readonly byte[][] _homes = [.. Tokens(lists, "loaded").Select(HttpConnection.Home)];
    private readonly byte[] _ordinary = HttpConnection.Post(Tokens(lists, "tokens").First());
    private readonly byte[] _star = HttpConnection.Post(Tokens(lists, "star").First());

    public static async Task RunAsync(Uri url, string lists)
    {
        using var author = new HttpConnection(url);
        var fanout = new Fanout(url, lists);
        Console.WriteLine($"{fanout._homes.Length} home timelines loaded in {await fanout.PollAsync("HTTP"):f0} ms, read again in {await fanout.PollAsync("HTTP"):f0} ms");
        Console.WriteLine();
        Console.WriteLine("| 16 callers | ordinary | star | ratio | at most | reached |");
        Console.WriteLine("|---|---|---|---|---|---|");
        fanout.Compare(author);
        await fanout.SweepAsync(author);
    }

    private void Compare(HttpConnection author)
    {
        var (ofOrdinary, ofStar) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ofOrdinary.Add(Publish(author, _ordinary).Milliseconds);
            ofStar.Add(Publish(author, _star).Milliseconds);
        }

        var (less, more) = (Median(ofOrdinary), Median(ofStar));
        Console.WriteLine($"| publish acknowledged, median of {Rounds} | {less:f2} ms | {more:f2} ms | {more / less:f2} | 2 | {(more <= 2 * less ? "yes" : "no")} |");
    }

    private async Task SweepAsync(HttpConnection author)
    {
        var lasts = new List<double>();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var (post, milliseconds) = Publish(author, _star);
            lasts.Add(milliseconds + await PollAsync(post));
        }

        var last = Median(lasts);
        Console.WriteLine($"| all {_homes.Length} loaded home timelines show it, median of {Sweeps} | | {last:f0} ms | | 1000 ms | {(last <= 1_000 ? "yes" : "no")} |");
    }

    private static (string Post, double Milliseconds) Publish(HttpConnection author, byte[] request)
    {
        var began = Stopwatch.GetTimestamp();
        var response = author.Send(request);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var id = response[(response.IndexOf("{\"id\":\""u8) + 7)..];
        return (Encoding.ASCII.GetString(id[..id.IndexOf((byte)'"')]), took);
    }

    /// <summary>Polls each home timeline until it contains the text.</summary>
    /// <returns>The elapsed milliseconds.</returns>
    private async Task<double> PollAsync(string text)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(_homes.Chunk((_homes.Length + Callers - 1) / Callers).Select(batch => Task.Factory.StartNew(
            () => Poll(batch, Encoding.ASCII.GetBytes(text)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private void Poll(byte[][] batch, byte[] text)
    {
        using var connection = new HttpConnection(url);
        foreach (var home in batch)
        {
            while (connection.Send(home).IndexOf(text) < 0)
                Thread.Yield();
        }
    }

    private static IEnumerable<string> Tokens(string lists, string name) => File.ReadLines(Path.Combine(lists, name));

    private static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);
}
