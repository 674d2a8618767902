namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>Searches for a schedule under which a scenario fails.</summary>
public static class ScheduleExplorer
{
    /// <summary>Runs the scenario once for each seed, until it throws.</summary>
    /// <param name="scenario">Starts a <see cref="SpaceTestHost"/> with the given schedule, acts, and throws where an assertion fails.</param>
    /// <param name="count">Maximum number of schedules.</param>
    /// <param name="firstSeed">The first seed; the others follow by one.</param>
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
