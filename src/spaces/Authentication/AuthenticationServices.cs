using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Authentication.Apps;
using Plaza.Authentication.LoggingIn;
using Plaza.Authentication.Principals;
using Plaza.Authentication.Recovery;
using Plaza.Authentication.Replaying;
using Plaza.Authentication.SigningUp;
using Plaza.Data.Replaying;
using Plaza.Spaces.Hosting;

namespace Plaza.Authentication;

public static class AuthenticationServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers the Authentication space. The only public type of this project.</summary>
        public IServiceCollection AddAuthenticationSpace() => services
            .Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = Passwords.Iterations)
            .AddSingleton<Passwords>()
            .AddSingleton<Registration>()
            .AddSingleton<AccountLifecycle>()
            .AddSingleton<LoginThrottle>()
            .AddSingleton<LoginAttempts>()
            .AddSingleton<KnownDevices>()
            .AddSingleton<Logins>()
            .AddSingleton<AccountAccess>()
            .AddSingleton<AccountRecovery>()
            .AddSingleton<FindAccountToReset>()
            .AddSingleton<AppRegistration>()
            .AddSingleton<Grants>()
            .AddSingleton<AppTokenUses>()
            .AddSingleton<PrincipalCache>()
            .AddSingleton<EraseAccountHistory>()
            .AddSingleton<PurgeExpiredSessions>()
            .AddSingleton<IReadModelSource, AuthenticationReadModels>()
            .AddSpace<AuthenticationSpace>();
    }
}
