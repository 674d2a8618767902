using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Hosting;
using Quartz;

namespace Plaza.Tasks;

public static class TasksServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers the Tasks space. The only public type of this project.</summary>
        public IServiceCollection AddTasksSpace() => services
            .AddSingleton<RecentFaults>()
            .AddSingleton<PurgeCompletedTasks>()
            .AddSpace<TasksSpace>();

        /// <summary>Runs the tasks of all spaces on this node. Register it after the spaces, which must be started first.</summary>
        public IServiceCollection AddTaskManager()
        {
            services.AddQuartz();

            return services
                .AddSingleton<EnqueueTaskJob>()
                .AddSingleton<TaskLanes>()
                .AddSingleton<TaskExecutor>()
                .AddHostedService<TaskRunner>()
                .AddHostedService<RecurringTaskScheduler>();
        }
    }
}
