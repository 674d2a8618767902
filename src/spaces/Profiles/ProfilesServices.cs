using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Replaying;
using Plaza.Profiles.Replaying;
using Plaza.Spaces.Hosting;

namespace Plaza.Profiles;

public static class ProfilesServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers the Profiles space. The only public type of this project.</summary>
        public IServiceCollection AddProfilesSpace() => services
            .AddSingleton<EraseAccountFollows>()
            .AddSingleton<IReadModelSource, ProfilesReadModels>()
            .AddSpace<ProfilesSpace>();
    }
}
