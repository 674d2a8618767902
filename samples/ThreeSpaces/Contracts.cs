using Plaza.Spaces.Events;
using Plaza.Spaces.Requests;

namespace Plaza.ThreeSpaces;

/// <summary>Asked at the door; true when the password is right.</summary>
public sealed record LogIn(string User, string Password) : ICommand<bool>;

/// <summary>Null as long as the user has not logged in.</summary>
public sealed record ProfileOf(string User) : IQuery<Profile?>;

/// <summary>What is shown to a user who comes in.</summary>
public sealed record Profile(string FullName, int FailedTries, int Reports = 0);

[EventName("authentication.login_succeeded")]
public sealed record LoginSucceeded(string User) : IEvent;

[EventName("authentication.login_failed")]
public sealed record LoginFailed(string User) : IEvent;

[EventName("processing.report_made")]
public sealed record ReportMade(string User) : IEvent;
