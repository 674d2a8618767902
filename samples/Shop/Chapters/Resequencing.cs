namespace Plaza.Shop.Chapters;

/// <summary>Scans that come out of order are put right. What never comes is given up, and said to be missing.</summary>
internal static class Resequencing
{
    public static async Task RunAsync(ShopFloor floor)
    {
        var missing = new List<SequenceGapDetected>();
        floor.Bus.Subscribe<SequenceGapDetected>("watch", missing.Add);
        floor.Bus.Subscribe<ParcelScanned>(
            "tracking",
            scanned => Console.WriteLine($"  tracking: {scanned.Step} {scanned.Place}"),
            Delivery.Queued(capacity: 100).Resequenced((ParcelScanned scanned) => scanned.Step, window: 2, timeout: TimeSpan.FromMinutes(1)));

        Console.WriteLine("They come as 2, 1, 3.");
        await ScanAsync(floor, 2, "Basel");
        await ScanAsync(floor, 1, "Bern");
        await ScanAsync(floor, 3, "Cologne");
        await floor.QuietAsync();

        Console.WriteLine("Step 4 is lost; once more than two later ones wait for it, it is given up.");
        await ScanAsync(floor, 5, "Delft");
        await ScanAsync(floor, 6, "Ghent");
        await ScanAsync(floor, 7, "Lille");
        await floor.QuietAsync();
        Console.WriteLine($"  missing: step {missing[0].From}");
    }

    private static async Task ScanAsync(ShopFloor floor, int step, string place) =>
        await floor.Bus.PublishAsync(new ParcelScanned(step, place));
}
