using Plaza.BusBench.Measuring;

namespace Plaza.BusBench.Scenarios;

/// <summary>Events appended to the journal and delivered from it, against bare inserts of the same rows in the same batches.</summary>
internal static class DurableScenarios
{
    private const int AtOnce = 4_096;

    public static Comparison Of(Target goal)
    {
        var folder = Directory.CreateTempSubdirectory("bus-bench-");
        var baseline = new BaselineInserts(folder.FullName);
        var appended = new RunningJournal(Path.Combine(folder.FullName, "appended"), isHeard: false);
        var delivered = new RunningJournal(Path.Combine(folder.FullName, "delivered"), isHeard: true);
        return new(
            "durable",
            new("bare prepared inserts, 512 in a transaction (baseline)", baseline.Run),
            new("appended", appended.Run, goal),
            new("appended and delivered durably", delivered.Run, goal))
        {
            IsOnSeveralThreads = true,
            Stretch = AtOnce,
            End = () =>
            {
                baseline.Dispose();
                appended.Dispose();
                delivered.Dispose();
                folder.Delete(recursive: true);
            },
        };
    }
}
