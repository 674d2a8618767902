namespace Plaza.Shop.Chapters;

/// <summary>Scans that arrive out of order are handled in order. A scan that never arrives is skipped and reported as a gap.</summary>
internal static class Resequencing
{
    public static async Task RunAsync(ChapterHost host)
    {
        var missing = new List<SequenceGapDetected>();
        host.Bus.Subscribe<SequenceGapDetected>("watch", missing.Add);
        host.Bus.Subscribe<ParcelScanned>(
            "tracking",
            scanned => Console.WriteLine($"  tracking: {scanned.Step} {scanned.Place}"),
            Delivery.Queued(capacity: 100).Resequenced((ParcelScanned scanned) => scanned.Step, window: 2, timeout: TimeSpan.FromMinutes(1)));

        Console.WriteLine("The scans arrive as 2, 1, 3.");
        await ScanAsync(host, 2, "Basel");
        await ScanAsync(host, 1, "Bern");
        await ScanAsync(host, 3, "Cologne");
        await host.WhenIdleAsync();

        Console.WriteLine("Step 4 is lost; once more than two later scans wait for it, it is skipped.");
        await ScanAsync(host, 5, "Delft");
        await ScanAsync(host, 6, "Ghent");
        await ScanAsync(host, 7, "Lille");
        await host.WhenIdleAsync();
        Console.WriteLine($"  missing: step {missing[0].From}");
    }

    private static async Task ScanAsync(ChapterHost host, int step, string place) =>
        await host.Bus.PublishAsync(new ParcelScanned(step, place));
}
