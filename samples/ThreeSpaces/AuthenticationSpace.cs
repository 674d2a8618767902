using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.ThreeSpaces;

/// <summary>Knows who may come in, and nothing of what happens then. A real one keeps hashes, not passwords.</summary>
public sealed class AuthenticationSpace(IEventBus bus) : Space("authentication")
{
    private readonly Dictionary<string, string> _passwords = new() { ["ada"] = "engine", ["bob"] = "builder" };

    protected override void Configure(SpaceBuilder space) => space
        .Handles<LogIn, bool>(LogInAsync)
        .Publishes<LoginSucceeded>()
        .Publishes<LoginFailed>();

    private async ValueTask<bool> LogInAsync(LogIn asked, CancellationToken ct)
    {
        var isRight = _passwords.TryGetValue(asked.User, out var password) && password == asked.Password;
        if (isRight)
            await bus.PublishAsync(new LoginSucceeded(asked.User), cancellationToken: ct);
        else
            await bus.PublishAsync(new LoginFailed(asked.User), cancellationToken: ct);

        return isRight;
    }
}
