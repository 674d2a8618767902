using Plaza.Contracts.Authentication;

namespace Plaza.Tests.Support;

/// <summary>Somebody with 75 favourites, of which the 70 in the middle are hidden, because their author is suspended.</summary>
public sealed class HiddenFavouritesFixture : IAsyncLifetime
{
    private readonly List<string> _visible = [];
    private PlazaTestServer _plaza = null!;

    public TestAccount Ada { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<string> Visible => _visible;

    public async ValueTask InitializeAsync()
    {
        _plaza = await PlazaTestServer.StartAsync();
        Ada = await _plaza.CreateAccountAsync("ada");
        var (bob, carol) = (await _plaza.CreateAccountAsync("bob"), await _plaza.CreateAccountAsync("carol"));
        await MarkAsync(bob, 3);
        await MarkAsync(carol, 70);
        await MarkAsync(bob, 2);
        await _plaza.AskAsync(new SuspendAccount(carol.Account));
        await _plaza.QuietAsync();
    }

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    private async Task MarkAsync(TestAccount author, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var post = (await author.WriteAsync($"Number {number}")).Id;
            await Ada.FavouriteAsync(post);
            if (count < 10)
                _visible.Insert(0, post);
        }
    }
}
