using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Spaces.Hosting;

namespace Plaza.Timelines;

public static class TimelinesServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers the Timelines space. The only public type of this project.</summary>
        public IServiceCollection AddTimelinesSpace()
        {
            services.AddOptions<TimelinesOptions>().BindConfiguration("Timelines").ValidateOnStart();

            return services
                .AddSingleton<IValidateOptions<TimelinesOptions>, TimelinesOptionsValidator>()
                .AddSingleton(provider => new TimelineMetrics(provider.GetService<IMeterFactory>()))
                .AddSingleton<TimelineCache>()
                .AddSingleton<HomeTimelines>()
                .AddSingleton<LocalTimeline>()
                .AddSingleton<AccountTimelines>()
                .AddSpace<TimelinesSpace>();
        }
    }
}
