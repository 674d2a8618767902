using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Tasks;
using Quartz;

namespace Plaza.Tasks;

/// <summary>
/// Queues recurring tasks when they are due, with Quartz. A period is one row, so that it runs once however often it is queued. Of the periods that
/// passed while the server was off, the last one of each task is queued at the start.
/// </summary>
internal sealed class RecurringTaskScheduler(
    SpaceCatalog catalog, ISchedulerFactory schedulers, EnqueueTaskJob enqueue, TimeProvider clock, ILogger<RecurringTaskScheduler> logger) : IHostedService
{
    private IScheduler? _scheduler;
    private Task _catchingUp = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var recurring = catalog.Tasks.Where(task => task.Schedule is not null).ToList();
        var waiting = new List<Task>();
        foreach (var task in recurring)
        {
            if (SchedulePeriods.Last(task.Schedule!, clock.GetUtcNow()) is { } missed && !await enqueue.TryAsync(task.Name, missed, cancellationToken))
                waiting.Add(enqueue.EnqueueUntilStoredAsync(task.Name, missed));
        }

        _catchingUp = Task.WhenAll(waiting);
        _scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var task in recurring)
            await _scheduler.ScheduleJob(Job(task.Name), Trigger(task), cancellationToken: cancellationToken);

        await _scheduler.Start(cancellationToken);
        logger.TasksScheduled(recurring.Count);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await enqueue.StopAsync();
        await _catchingUp;
        if (_scheduler is not null)
            await _scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
    }

    private static IJobDetail Job(string task) => JobBuilder.Create<EnqueueTaskJob>().WithIdentity(task).Build();

    private ITrigger Trigger(TaskDefinition task)
    {
        var trigger = TriggerBuilder.Create().WithIdentity(task.Name);
        return task.Schedule!.CronExpression is { } line
            ? trigger.WithCronSchedule(line, cron => cron.InTimeZone(TimeZoneInfo.Utc)).Build()
            : trigger
                .StartAt(SchedulePeriods.Next(task.Schedule, clock.GetUtcNow()))
                .WithSimpleSchedule(simple => simple.WithInterval(task.Schedule.Interval!.Value).RepeatForever())
                .Build();
    }
}
