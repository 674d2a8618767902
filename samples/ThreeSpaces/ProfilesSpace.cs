using System.Collections.Concurrent;
using Plaza.Spaces.Hosting;

namespace Plaza.ThreeSpaces;

/// <summary>Loads a user's profile once the user has logged in.</summary>
public sealed class ProfilesSpace() : Space("profiles")
{
    private readonly ConcurrentDictionary<string, Profile> _loaded = [];
    private readonly ConcurrentDictionary<string, int> _failedTries = [];

    protected override void Configure(SpaceBuilder space) => space
        .On<LoginSucceeded>(Load)
        .On<LoginFailed>(Remember)
        .On<ReportMade>(Show)
        .Answers<ProfileOf, Profile?>(ReadAsync);

    private void Load(LoginSucceeded login)
    {
        _failedTries.TryRemove(login.User, out var tries);
        _loaded[login.User] = new(login.User is "ada" ? "Ada Lovelace" : login.User, tries, Reports: 0);
    }

    private void Remember(LoginFailed login) => _failedTries.AddOrUpdate(login.User, 1, (_, tries) => tries + 1);

    private void Show(ReportMade made)
    {
        if (_loaded.TryGetValue(made.User, out var profile))
            _loaded[made.User] = profile with { Reports = profile.Reports + 1 };
    }

    private ValueTask<Profile?> ReadAsync(ProfileOf asked, CancellationToken ct) => new(_loaded.GetValueOrDefault(asked.User));
}
