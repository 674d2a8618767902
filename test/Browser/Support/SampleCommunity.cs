using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Browser.Support;

/// <summary>A few accounts with posts, so that the pages have content.</summary>
public sealed record SampleCommunity(TestAccount Ada, TestAccount Bruno, string Thread)
{
    public IEnumerable<(string Name, string Path)> PublicPages =>
    [
        ("front", "/"), ("signup", "/signup"), ("login", "/login"), ("reset", "/login/reset"), ("profile", $"/@{Bruno.Handle}"), ("thread", Thread),
        ("tag", "/tags/bread"), ("statistics", "/statistics"), ("about", "/about"), ("api", "/about/api"), ("missing", "/@nobody_here/1"),
    ];

    public IEnumerable<(string Name, string Path)> OwnPages =>
    [
        ("home", "/home"), ("own-profile", $"/@{Ada.Handle}"), ("profile", $"/@{Bruno.Handle}"), ("thread", Thread),
        ("followers", $"/@{Ada.Handle}/followers"), ("notifications", "/notifications"), ("settings", "/settings"), ("new-app", "/settings/apps/new"),
        ("delete", $"{Thread}/delete"), ("favourites", $"{Thread}/favourites"), ("boosts", $"{Thread}/boosts"), ("following", $"/@{Ada.Handle}/following"),
    ];

    public static async Task<SampleCommunity> SettleAsync(PlazaTestServer plaza)
    {
        var (ada, bruno, chiyo) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bruno"), await plaza.CreateAccountAsync("chiyo"));
        await ada.Api.PatchAsync("/api/v1/accounts/update_credentials", Form(("display_name", "Ada Morgenstern"), ("note", "Bakes bread, writes letters.\nUp before the sun.")));
        await bruno.Api.PatchAsync("/api/v1/accounts/update_credentials", Form(("display_name", "Bruno 🌿"), ("note", "Gardener. #tomatoes in summer, books in winter.")));
        await chiyo.Api.PatchAsync("/api/v1/accounts/update_credentials", Form(("display_name", "千代"), ("note", "庭と俳句。")));

        foreach (var (from, to) in (ValueTuple<TestAccount, TestAccount>[])[(ada, bruno), (bruno, ada), (chiyo, ada), (ada, chiyo)])
            await from.Api.PostJsonAsync($"/api/v1/accounts/{to.Account}/follow");

        await WriteAsync(bruno, "The first tomatoes are red. I left a basket by the fountain: help yourselves. #garden #tomatoes");
        await WriteAsync(chiyo, "古池や蛙飛びこむ水の音", ("language", "ja"));
        await WriteAsync(chiyo, "صباح الخير يا جيراني، السوق مفتوح اليوم", ("language", "ar"));
        var loaf = await WriteAsync(ada, $"A loaf with rye and caraway, still warm. @{bruno.Handle}, yours is on the sill. #bread\n\nThe recipe: https://example.org/recipes/rye-with-caraway-and-a-very-long-name-that-goes-on");
        var reply = await WriteAsync(bruno, $"@{ada.Handle} I can smell it from here. Thank you!", ("in_reply_to_id", Id(loaf)));
        await WriteAsync(chiyo, $"@{bruno.Handle} @{ada.Handle} leave me a slice, please", ("in_reply_to_id", Id(reply)));
        await WriteAsync(bruno, "It was the caraway all along.", ("spoiler_text", "How the mystery ends"));
        await WriteAsync(ada, "Only for those who follow me: I am thinking of a second oven.", ("visibility", "private"));
        await WriteAsync(chiyo, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft_without_any_break_at_all_so_that_it_must_wrap");
        await bruno.Api.PostJsonAsync($"/api/v1/statuses/{Id(loaf)}/favourite");
        await chiyo.Api.PostJsonAsync($"/api/v1/statuses/{Id(loaf)}/reblog");
        await plaza.QuietAsync();

        return new(ada, bruno, $"/@{ada.Handle}/{Id(loaf)}");
    }

    private static async Task<JsonNode> WriteAsync(TestAccount author, string text, params (string Key, string Value)[] more)
    {
        using var response = await author.Api.PostAsync("/api/v1/statuses", Form([("status", text), .. more]));
        return await response.JsonAsync();
    }

    private static FormUrlEncodedContent Form(params (string Key, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Key, field.Value)));

    private static string Id(JsonNode status) => status["id"]!.GetValue<string>();
}
