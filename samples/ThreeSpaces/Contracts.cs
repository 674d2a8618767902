using Plaza.Spaces.Events;
using Plaza.Spaces.Requests;

namespace Plaza.ThreeSpaces;

/// <summary>Logs a user in. Returns whether the password is correct.</summary>
public sealed record LogIn(string User, string Password) : ICommand<bool>;

/// <summary>Reads a profile. Null until the user has logged in.</summary>
public sealed record ProfileOf(string User) : IQuery<Profile?>;

/// <summary>The profile of a user.</summary>
public sealed record Profile(string FullName, int FailedTries, int Reports = 0);

[EventName("authentication.login_succeeded")]
public sealed record LoginSucceeded(string User) : IEvent;

[EventName("authentication.login_failed")]
public sealed record LoginFailed(string User) : IEvent;

[EventName("processing.report_made")]
public sealed record ReportMade(string User) : IEvent;
