using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Hosting;

namespace Plaza.Statistics;

public static class StatisticsServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the Statistics space. This is all that the server knows of it.</summary>
        public IServiceCollection AddStatisticsSpace() => services
            .AddSingleton<StatisticsRecalculator>()
            .AddSingleton<NightlyStatistics>()
            .AddSpace<StatisticsSpace>();
    }
}
