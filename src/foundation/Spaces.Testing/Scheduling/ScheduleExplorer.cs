namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>Looks for an order of events under which a scenario fails.</summary>
public static class ScheduleExplorer
{
    /// <summary>Runs the scenario once for each seed, from the first one on, until it throws.</summary>
    /// <param name="scenario">Starts a <see cref="SpaceTestHost"/> with the schedule it is given, does something, and throws where that went wrong.</param>
    /// <param name="count">How many schedules are tried at most.</param>
    /// <param name="firstSeed">The later ones follow it, one by one.</param>
    /// <param name="cancellationToken">Ends the search between two schedules.</param>
    public static async Task<ExplorationResult> ExploreAsync(
        Func<TestSchedule, Task> scenario, int count = 200, long firstSeed = 1, CancellationToken cancellationToken = default)
    {
        for (var tried = 1; tried <= count; tried++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var schedule = new TestSchedule(firstSeed + tried - 1);
            try
            {
                await scenario(schedule);
            }
            catch (Exception fault)
            {
                return new(tried, schedule, fault);
            }
        }

        return new(count, null, null);
    }
}
