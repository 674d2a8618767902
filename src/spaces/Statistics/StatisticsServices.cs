using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Replaying;
using Plaza.Spaces.Hosting;
using Plaza.Statistics.Replaying;

namespace Plaza.Statistics;

public static class StatisticsServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the Statistics space. This is all that the server knows of it.</summary>
        public IServiceCollection AddStatisticsSpace() => services
            .AddSingleton<ActivityCounter>()
            .AddSingleton<StatisticsRecalculator>()
            .AddSingleton<NightlyStatistics>()
            .AddSingleton<IReadModelSource, StatisticsReadModels>()
            .AddSpace<StatisticsSpace>();
    }
}
