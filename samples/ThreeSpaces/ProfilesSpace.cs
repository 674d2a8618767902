using System.Collections.Concurrent;
using Plaza.Spaces.Hosting;

namespace Plaza.ThreeSpaces;

/// <summary>
/// Loads a user's profile once the user has logged in. Whether it hears of a login or of the report made for it first is
/// left to chance, so each has a memory of its own.
/// </summary>
public sealed class ProfilesSpace() : Space("profiles")
{
    private readonly ConcurrentDictionary<string, Profile> _loaded = [];
    private readonly ConcurrentDictionary<string, int> _failedTries = [];
    private readonly ConcurrentDictionary<string, int> _reports = [];

    protected override void Configure(SpaceBuilder space) => space
        .On<LoginSucceeded>(Load)
        .On<LoginFailed>(Remember)
        .On<ReportMade>(Count)
        .Handles<ProfileOf, Profile?>(ReadAsync);

    private void Load(LoginSucceeded login)
    {
        _failedTries.TryRemove(login.User, out var tries);
        _loaded[login.User] = new(login.User is "ada" ? "Ada Lovelace" : login.User, tries);
    }

    private void Remember(LoginFailed login) => _failedTries.AddOrUpdate(login.User, 1, (_, tries) => tries + 1);

    private void Count(ReportMade made) => _reports.AddOrUpdate(made.User, 1, (_, reports) => reports + 1);

    private ValueTask<Profile?> ReadAsync(ProfileOf asked, CancellationToken ct) =>
        new(_loaded.TryGetValue(asked.User, out var profile) ? profile with { Reports = _reports.GetValueOrDefault(asked.User) } : null);
}
