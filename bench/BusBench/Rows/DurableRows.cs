using Plaza.BusBench.Slices;

namespace Plaza.BusBench.Rows;

/// <summary>Events written to the journal and told from it, against bare inserts of the same rows in the same batches.</summary>
internal static class DurableRows
{
    private const int AtOnce = 4_096;

    public static Race Of(Goal goal)
    {
        var floor = new BareInserts(Directory.CreateTempSubdirectory("bus-bench-").FullName);
        var appended = new RunningJournal(Directory.CreateTempSubdirectory("bus-bench-").FullName, isHeard: false);
        var delivered = new RunningJournal(Directory.CreateTempSubdirectory("bus-bench-").FullName, isHeard: true);
        return new(
            "durable",
            new("bare prepared inserts, 512 in a transaction (floor)", floor.Run),
            new("appended", appended.Run, goal),
            new("appended and delivered durably", delivered.Run, goal))
        { IsOnSeveralThreads = true, Stretch = AtOnce };
    }
}
