using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Support;

namespace Plaza.Tests.Replaying;

/// <summary>Accounts that perform random commands, decided by a seed; some commands are rejected.</summary>
internal sealed class RandomActivity(PlazaTestServer plaza, int seed)
{
    private readonly SeededRandom _dice = new(seed);
    private readonly List<(AccountId Id, string Handle)> _people = [];
    private readonly List<(PostId Id, AccountId Author)> _posts = [];

    public async Task RunAsync(int orders)
    {
        for (var order = 0; order < orders; order++)
        {
            try
            {
                await DoAsync(_people.Count < 5 ? 0 : _dice.NextInt(40));
            }
            catch (RequestRejectedException)
            {
                // The target may be deleted.
            }
        }
    }

    private ValueTask DoAsync(int what) => what switch
    {
        0 => SignUpAsync(),
        < 13 => PublishAsync(),
        < 17 => AskAsync(new FavouritePost(Somebody, AnyPost.Id)),
        < 19 => AskAsync(new WithdrawFavourite(Somebody, AnyPost.Id)),
        < 23 => BoostAsync(),
        < 25 => AskAsync(new WithdrawBoost(Somebody, AnyPost.Id)),
        < 30 => AskAsync(new Follow(Somebody, Somebody)),
        < 32 => AskAsync(new Unfollow(Somebody, Somebody)),
        < 35 => DeleteAsync(),
        < 37 => DismissAsync(),
        37 => AskAsync(new ClearNotifications(Somebody)),
        38 when _dice.NextInt(3) is 0 => LeaveAsync(),
        _ => AskAsync(new UpdateProfile(Somebody, "name", "bio")),
    };

    private AccountId Somebody => _people[_dice.NextInt(_people.Count)].Id;

    private (PostId Id, AccountId Author) AnyPost => _posts.Count is 0 ? default : _posts[_dice.NextInt(_posts.Count)];

    private async ValueTask SignUpAsync()
    {
        var person = await plaza.CreateAccountAsync("random");
        _people.Add((person.Account, person.Handle));
    }

    private async ValueTask PublishAsync()
    {
        var names = string.Concat(Enumerable.Range(0, _dice.NextInt(3)).Select(_ => $" @{_people[_dice.NextInt(_people.Count)].Handle}"));
        var tags = string.Concat(Enumerable.Range(0, _dice.NextInt(3)).Select(_ => $" #tag{_dice.NextInt(20)}"));
        var order = new PublishPost(Somebody, $"so{names}{tags}", (Visibility)_dice.NextInt(4))
        {
            InReplyTo = _dice.NextInt(3) is 0 && _posts.Count > 0 ? AnyPost.Id : null,
        };
        _posts.Add((await plaza.AskAsync(order), order.Author));
    }

    private async ValueTask BoostAsync()
    {
        var by = Somebody;
        _posts.Add((await plaza.AskAsync(new BoostPost(by, AnyPost.Id) { Visibility = (Visibility)_dice.NextInt(3) }), by));
    }

    private async ValueTask DeleteAsync()
    {
        var (post, author) = AnyPost;
        await plaza.AskAsync(new DeletePost(post, author));
    }

    private async ValueTask DismissAsync()
    {
        var notifications = plaza.Folder.Rows("select account, id from notifications", row => (Account: row.GetInt64(0), Id: row.GetInt64(1)));
        if (notifications.Count > 0)
        {
            var (account, id) = notifications[_dice.NextInt(notifications.Count)];
            await plaza.AskAsync(new DismissNotification(new(account), new(id)));
        }
    }

    private async ValueTask LeaveAsync()
    {
        var leaver = _dice.NextInt(_people.Count);
        await plaza.AskAsync(new DeleteAccount(_people[leaver].Id));
        _people.RemoveAt(leaver);
    }

    private async ValueTask AskAsync<TAnswer>(IRequest<TAnswer> order) => await plaza.AskAsync(order);
}
