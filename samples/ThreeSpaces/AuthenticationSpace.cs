using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.ThreeSpaces;

/// <summary>Checks passwords and publishes the outcome. A real space stores hashes, not passwords.</summary>
public sealed class AuthenticationSpace(IEventBus bus) : Space("authentication")
{
    private readonly Dictionary<string, string> _passwords = new() { ["ada"] = "engine", ["bob"] = "builder" };

    protected override void Configure(SpaceBuilder space) => space
        .Handles<LogIn, bool>(LogInAsync)
        .Publishes<LoginSucceeded>()
        .Publishes<LoginFailed>();

    private async ValueTask<bool> LogInAsync(LogIn command, CancellationToken ct)
    {
        var isCorrect = _passwords.TryGetValue(command.User, out var password) && password == command.Password;
        if (isCorrect)
            await bus.PublishAsync(new LoginSucceeded(command.User), cancellationToken: ct);
        else
            await bus.PublishAsync(new LoginFailed(command.User), cancellationToken: ct);

        return isCorrect;
    }
}
