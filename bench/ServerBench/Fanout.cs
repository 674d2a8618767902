using System.Diagnostics;
using System.Net.Http.Headers;

namespace Plaza.ServerBench;

/// <summary>
/// What it costs to publish to very many: how long the star waits for an answer, beside an ordinary account in turn; and when
/// the last loaded home was seen to have the post, which all of them are asked for, beginning with the answer.
/// </summary>
internal sealed class Fanout(HttpClient http, string[] homes)
{
    private const int Rounds = 30;
    private const int Sweeps = 5;
    private const int Callers = 16;

    public static async Task RunAsync(Uri url, string lists)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Callers }) { BaseAddress = url };
        var ordinary = File.ReadLines(Path.Combine(lists, "tokens")).First();
        var star = File.ReadLines(Path.Combine(lists, "star")).First();
        var fanout = new Fanout(http, await File.ReadAllLinesAsync(Path.Combine(lists, "loaded")));

        await fanout.LoadAsync();
        await fanout.CompareAsync(ordinary, star);
        await fanout.SweepAsync(star);
    }

    private async Task LoadAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await SeeAsync("");
        Console.WriteLine($"{homes.Length} homes loaded in {Stopwatch.GetElapsedTime(began).TotalSeconds:f1} s");
        began = Stopwatch.GetTimestamp();
        await SeeAsync("");
        Console.WriteLine($"all of them asked again: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:f0} ms");
    }

    private async Task CompareAsync(string ordinary, string star)
    {
        var (ofOrdinary, ofStar) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ofOrdinary.Add((await PublishAsync(ordinary)).Milliseconds);
            ofStar.Add((await PublishAsync(star)).Milliseconds);
        }

        var (less, more) = (Median(ofOrdinary), Median(ofStar));
        Console.WriteLine("| | ordinary | star | ratio | at most | reached |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.WriteLine($"| publish answered, median of {Rounds} | {less:f2} ms | {more:f2} ms | {more / less:f2} | 2 | {(more <= 2 * less ? "yes" : "no")} |");
    }

    private async Task SweepAsync(string star)
    {
        var lasts = new List<double>();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var began = Stopwatch.GetTimestamp();
            await SeeAsync((await PublishAsync(star)).Post);
            lasts.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        Console.WriteLine($"| last of {homes.Length} loaded homes seen to have it, median of {Sweeps} | | {Median(lasts):f0} ms | | 1000 ms | {(Median(lasts) <= 1_000 ? "yes" : "no")} |");
    }

    private async Task<(string Post, double Milliseconds)> PublishAsync(string token)
    {
        using var form = new FormUrlEncodedContent([new("status", new string('x', 120))]);
        using var order = new HttpRequestMessage(HttpMethod.Post, "/api/v1/statuses") { Content = form };
        order.Headers.Authorization = new("Bearer", token);
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(order);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return ((await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Split('"')[3], took);
    }

    /// <summary>Asks every home until it has the post at its top.</summary>
    private Task SeeAsync(string post) => Parallel.ForEachAsync(homes, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (token, ct) =>
    {
        while (!await IsOnAsync(token, post, ct))
            await Task.Yield();
    });

    private async Task<bool> IsOnAsync(string token, string post, CancellationToken ct)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, "/api/v1/timelines/home?limit=1");
        question.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(question, ct);
        return (await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(ct)).Contains(post, StringComparison.Ordinal);
    }

    private static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);
}
