using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Hosting;
using Quartz;

namespace Plaza.Tasks;

public static class TasksServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the Tasks space. This is all that the server knows of it.</summary>
        public IServiceCollection AddTasksSpace() => services
            .AddSingleton<RecentFaults>()
            .AddSingleton<PurgeCompletedTasks>()
            .AddSpace<TasksSpace>();

        /// <summary>Has the tasks of all spaces run on this node. Added after the spaces, so that they stand when it starts.</summary>
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
