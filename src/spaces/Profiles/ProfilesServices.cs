using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Replaying;
using Plaza.Profiles.Replaying;
using Plaza.Spaces.Hosting;

namespace Plaza.Profiles;

public static class ProfilesServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the Profiles space. This is all that the server knows of it.</summary>
        public IServiceCollection AddProfilesSpace() => services
            .AddSingleton<EraseAccountFollows>()
            .AddSingleton<IReadModelSource, ProfilesReadModels>()
            .AddSpace<ProfilesSpace>();
    }
}
