using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Replaying;
using Plaza.Spaces.Hosting;
using Plaza.Statistics.Replaying;

namespace Plaza.Statistics;

public static class StatisticsServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers the Statistics space. The only public type of this project.</summary>
        public IServiceCollection AddStatisticsSpace() => services
            .AddSingleton<ActivityCounter>()
            .AddSingleton<StatisticsRecalculator>()
            .AddSingleton<NightlyStatistics>()
            .AddSingleton<IReadModelSource, StatisticsReadModels>()
            .AddSpace<StatisticsSpace>();
    }
}
