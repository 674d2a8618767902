namespace Plaza.Contracts.Authentication;

/// <summary>A new app with its secret, which is shown this once.</summary>
public sealed record AppCredentials(App App, string ClientSecret);
