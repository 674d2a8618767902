using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plaza.Tests.Posts.Text;
using Plaza.Tests.Support;

namespace Plaza.Tests.Posts.Real;

/// <summary>Published texts are restored unchanged, except white space around them, from the HTML and from the source.</summary>
public sealed class RealTextTests(SharedServerFixture shared)
{
    private const int ThroughTheApi = 3_000;
    private const int AtOnce = 16;

    [Fact]
    public async Task Difficult_texts_come_back_unchanged() => await ShouldComeBackAsync(DifficultTexts.All);

    [Fact, Trait("Speed", "slow")]
    public async Task Thousands_of_texts_in_many_languages_come_back_unchanged()
    {
        Assert.SkipUnless(RealTexts.AreHere, "eng/install-test-needs installs Debian's fortunes");

        var texts = RealTexts.Sample(ThroughTheApi);

        texts.Count.ShouldBeGreaterThan(1_000);
        TestContext.Current.SendDiagnosticMessage("{0} texts, {1} characters", texts.Count, texts.Sum(text => text.Length));
        await ShouldComeBackAsync(texts);
    }

    private async Task ShouldComeBackAsync(IReadOnlyList<string> texts)
    {
        var ada = await shared.Server.CreateAccountAsync("ada");
        var wrong = new List<string>();
        await Parallel.ForEachAsync(
            texts,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (text, _) =>
            {
                if (await ChangedAsync(ada.Api, text) is { } change)
                {
                    lock (wrong)
                        wrong.Add(change);
                }
            });

        wrong.Count.ShouldBe(0, string.Join("\n---\n", wrong.Take(5)));
    }

    /// <returns>Null when the text was restored unchanged.</returns>
    private static async Task<string?> ChangedAsync(HttpClient api, string text)
    {
        var posted = await api.PostJsonAsync("/api/v1/statuses", new { status = text });
        var path = $"/api/v1/statuses/{posted["id"]}";
        var read = await api.GetJsonAsync(path);
        var (html, source) = (HtmlInverse.ToText(Content(read)), (string)(await api.GetJsonAsync($"{path}/source"))["text"]!);

        return html == Tidy(text) && source == Tidy(text) && Content(posted) == Content(read) ? null : $"{text}\n>>> HTML:\n{html}\n>>> source:\n{source}";
    }

    /// <summary>The expected change of a text by publishing: white space around it and repeated blank lines are removed.</summary>
    private static string Tidy(string text) => Regex.Replace(text.ReplaceLineEndings("\n").Trim(), @"\n\s*\n", "\n\n", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Content(JsonNode post) => (string)post["content"]!;
}
