using System.Diagnostics;
using System.Text;

namespace Plaza.ServerBench;

/// <summary>
/// What it costs to publish to very many: how long the star waits for an answer, beside an ordinary account in turn; and when
/// every loaded home was seen to have the post, for which all of them are asked from the answer on.
/// </summary>
internal sealed class Fanout(Uri url, string lists)
{
    private const int Rounds = 50;
    private const int Sweeps = 5;
    private const int Callers = 16;

    private readonly byte[][] _homes = [.. Tokens(lists, "loaded").Select(Wire.Home)];
    private readonly byte[] _ordinary = Wire.Post(Tokens(lists, "tokens").First());
    private readonly byte[] _star = Wire.Post(Tokens(lists, "star").First());

    public static async Task RunAsync(Uri url, string lists)
    {
        using var author = new Wire(url);
        var fanout = new Fanout(url, lists);
        Console.WriteLine($"{fanout._homes.Length} homes loaded in {await fanout.SeeAsync("HTTP"):f0} ms, asked once more in {await fanout.SeeAsync("HTTP"):f0} ms");
        Console.WriteLine();
        Console.WriteLine("| 16 who ask | ordinary | star | ratio | at most | reached |");
        Console.WriteLine("|---|---|---|---|---|---|");
        fanout.Compare(author);
        await fanout.SweepAsync(author);
    }

    private void Compare(Wire author)
    {
        var (ofOrdinary, ofStar) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ofOrdinary.Add(Publish(author, _ordinary).Milliseconds);
            ofStar.Add(Publish(author, _star).Milliseconds);
        }

        var (less, more) = (Median(ofOrdinary), Median(ofStar));
        Console.WriteLine($"| publish answered, median of {Rounds} | {less:f2} ms | {more:f2} ms | {more / less:f2} | 2 | {(more <= 2 * less ? "yes" : "no")} |");
    }

    private async Task SweepAsync(Wire author)
    {
        var lasts = new List<double>();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var (post, milliseconds) = Publish(author, _star);
            lasts.Add(milliseconds + await SeeAsync(post));
        }

        var last = Median(lasts);
        Console.WriteLine($"| all {_homes.Length} loaded homes seen to have it, median of {Sweeps} | | {last:f0} ms | | 1000 ms | {(last <= 1_000 ? "yes" : "no")} |");
    }

    private static (string Post, double Milliseconds) Publish(Wire author, byte[] order)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = author.Ask(order);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var id = answer[(answer.IndexOf("{\"id\":\""u8) + 7)..];
        return (Encoding.ASCII.GetString(id[..id.IndexOf((byte)'"')]), took);
    }

    /// <summary>Asks each home until its answer has the text.</summary>
    /// <returns>How many milliseconds it took.</returns>
    private async Task<double> SeeAsync(string text)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(_homes.Chunk((_homes.Length + Callers - 1) / Callers).Select(some => Task.Factory.StartNew(
            () => See(some, Encoding.ASCII.GetBytes(text)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private void See(byte[][] some, byte[] text)
    {
        using var wire = new Wire(url);
        foreach (var home in some)
        {
            while (wire.Ask(home).IndexOf(text) < 0)
                Thread.Yield();
        }
    }

    private static IEnumerable<string> Tokens(string lists, string name) => File.ReadLines(Path.Combine(lists, name));

    private static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);
}
