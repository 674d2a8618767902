using System.Collections.Concurrent;
using Plaza.Spaces.Hosting;

namespace Plaza.ThreeSpaces;

/// <summary>
/// Loads the profile of a user at the login. The events of a login and of its report may arrive in either order, so each has a
/// dictionary of its own.
/// </summary>
public sealed class ProfilesSpace() : Space("profiles")
{
    private readonly ConcurrentDictionary<string, Profile> _loaded = [];
    private readonly ConcurrentDictionary<string, int> _failedTries = [];
    private readonly ConcurrentDictionary<string, int> _reports = [];

    protected override void Configure(SpaceBuilder space) => space
        .On<LoginSucceeded>(Load)
        .On<LoginFailed>(CountFailure)
        .On<ReportMade>(Count)
        .Handles<ProfileOf, Profile?>(ReadAsync);

    private void Load(LoginSucceeded login)
    {
        _failedTries.TryRemove(login.User, out var tries);
        _loaded[login.User] = new(login.User is "ada" ? "Ada Lovelace" : login.User, tries);
    }

    private void CountFailure(LoginFailed login) => _failedTries.AddOrUpdate(login.User, 1, (_, tries) => tries + 1);

    private void Count(ReportMade made) => _reports.AddOrUpdate(made.User, 1, (_, reports) => reports + 1);

    private ValueTask<Profile?> ReadAsync(ProfileOf query, CancellationToken ct) =>
        new(_loaded.TryGetValue(query.User, out var profile) ? profile with { Reports = _reports.GetValueOrDefault(query.User) } : null);
}
