using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Hosting;

namespace Plaza.Timelines;

public static class TimelinesServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the Timelines space. This is all that the server knows of it.</summary>
        public IServiceCollection AddTimelinesSpace() => services
            .AddSingleton<HomeTimelines>()
            .AddSpace<TimelinesSpace>();
    }
}
