using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>Search by URL: every equivalent spelling of the URL of a page finds the account or post of that page.</summary>
public sealed class AddressSearchTests(SharedServerFixture shared, OneAccountFixture one) : IClassFixture<OneAccountFixture>
{
    private readonly Uri _url = shared.Server.Url;
    private readonly TestAccount _ada = one.Person;

    [Theory]
    [InlineData("{base}/@{ada}")]
    [InlineData("{base}/@{ada}/")]
    [InlineData("{base}/@{ADA}")]
    [InlineData("{base}/%40{ada}")]
    [InlineData("{base}/@{ada}?with=replies")]
    [InlineData("{base}/@{ada}#top")]
    [InlineData("{base}/./x/../@{ada}")]
    [InlineData("HTTP://127.0.0.1:{port}/@{ada}")]
    [InlineData("127.0.0.1:{port}/@{ada}")]
    [InlineData(" {base}/@{ada} ")]
    public async Task A_profile_is_found_by_its_address(string address)
    {
        var found = await FindAsync(Spell(address), "accounts");

        found["accounts"]!.Ids.ShouldBe([_ada.Account.ToString()]);
    }

    [Theory]
    [InlineData("{base}/@{ada}/{post}")]
    [InlineData("{base}/@{ada}/{post}/")]
    [InlineData("{base}/@{ADA}/{post}?x=1#p{post}")]
    [InlineData("{base}/%40{ada}/%3{post}")] // %31 is the digit 1
    [InlineData("127.0.0.1:{port}/@{ada}/{post}")]
    public async Task A_post_is_found_by_its_address(string address)
    {
        var post = (await _ada.WriteAsync("find me by address")).Id;
        var spelled = Spell(address).Replace("{post}", post, StringComparison.Ordinal);

        var found = await FindAsync(spelled, "statuses");

        found["statuses"]!.Ids.ShouldBe([post]);
    }

    [Theory]
    [InlineData("http://other.example/@{ada}")]
    [InlineData("http://127.0.0.1:1/@{ada}")]
    [InlineData("https://127.0.0.1:{port}/@{ada}")]
    [InlineData("http://127.0.0.1.example:{port}/@{ada}")]
    [InlineData("http://127.0.0.1:{port}@other.example/@{ada}")]
    [InlineData("{base}/@{ada}/followers/x")]
    [InlineData("{base}//@{ada}")]
    [InlineData("{base}/{ada}")]
    public async Task The_URL_of_another_server_or_page_finds_no_account(string address)
    {
        var found = await FindAsync(Spell(address), "accounts");

        found["accounts"]!.AsArray().ShouldBeEmpty();
    }

    private string Spell(string address) => address
        .Replace("{base}", _url.ToString().TrimEnd('/'), StringComparison.Ordinal)
        .Replace("{port}", $"{_url.Port}", StringComparison.Ordinal)
        .Replace("{ada}", _ada.Handle, StringComparison.Ordinal)
        .Replace("{ADA}", _ada.Handle.ToUpperInvariant(), StringComparison.Ordinal);

    private Task<System.Text.Json.Nodes.JsonNode> FindAsync(string query, string type) =>
        _ada.Api.GetJsonAsync($"/api/v2/search?resolve=true&type={type}&q={Uri.EscapeDataString(query)}");
}
