namespace Plaza.Tests.Program.Storms;

/// <summary>
/// Holds what clients were told against what stands in the end. What was acknowledged stands once; what failed does not; what got
/// no answer stands once or not at all; the posts of each author stand in the order in which they were sent.
/// </summary>
internal static class HistoryChecker
{
    /// <param name="deeds">Those of each client in the order in which it did them, tries with the same text one after another.</param>
    /// <returns>A sentence for each thing that is wrong.</returns>
    public static List<string> Faults(IReadOnlyCollection<Operation> deeds, CommunityState square) =>
        [.. FaultsOfPosts(deeds, square), .. FaultsOfOrder(deeds, square), .. FaultsOfTies(deeds, square)];

    private static IEnumerable<string> FaultsOfPosts(IReadOnlyCollection<Operation> deeds, CommunityState square)
    {
        var standing = square.Posts.ToLookup(post => (post.Client, Subject: post.Text), post => post.Id);
        var deletions = deeds.Where(deed => deed.Verb is OperationKind.Delete).ToLookup(deed => deed.Subject, deed => deed.Outcome);
        var sent = deeds.Where(deed => deed.Verb is OperationKind.Publish).GroupBy(deed => (deed.Client, deed.Subject)).ToList();

        foreach (var tries in sent)
        {
            if (FaultOf([.. tries], [.. standing[tries.Key]], deletions) is { } fault)
                yield return $"The post \"{tries.Key.Subject}\" of client {tries.Key.Client} {fault}.";
        }

        foreach (var stranger in standing.Select(post => post.Key).Except(sent.Select(tries => tries.Key)))
            yield return $"The post \"{stranger.Subject}\" of client {stranger.Client} stands, and nobody sent it.";
    }

    private static string? FaultOf(List<Operation> tries, List<long> standing, ILookup<string, Outcome> deletions)
    {
        var acknowledged = tries.Where(deed => deed.Outcome is Outcome.Acknowledged).Select(deed => deed.Post).Distinct().ToList();
        if (standing.Count > 1)
            return $"stands {standing.Count} times";

        if (acknowledged is not [var id, .. var others])
            return standing.Count is 1 && tries.TrueForAll(deed => deed.Outcome is Outcome.Failed) ? "failed and stands" : null;

        if (others.Count > 0)
            return $"was acknowledged as {id} and as {others[0]}";

        if (standing is [var other] && other != id)
            return $"was acknowledged as {id} and stands as {other}";

        var deletion = deletions[$"{id}"].ToList();
        return (standing.Count, deletion.Contains(Outcome.Acknowledged), deletion.Contains(Outcome.Unknown)) switch
        {
            (1, true, _) => "was deleted and stands",
            (0, false, false) => "was acknowledged and is lost",
            _ => null,
        };
    }

    private static IEnumerable<string> FaultsOfOrder(IReadOnlyCollection<Operation> deeds, CommunityState square)
    {
        foreach (var client in deeds.Where(deed => deed.Verb is OperationKind.Publish).GroupBy(deed => deed.Client))
        {
            var sent = client.Select(deed => deed.Subject).Distinct().Index().ToDictionary(one => one.Item, one => one.Index);
            var standing = square.Posts.Where(post => post.Client == client.Key && sent.ContainsKey(post.Text)).OrderBy(post => post.Id);
            var acknowledged = client.Where(deed => deed.Outcome is Outcome.Acknowledged);

            foreach (var (before, after) in Neighbours(standing).Where(pair => sent[pair.Before.Text] > sent[pair.After.Text]))
                yield return $"The post \"{after.Text}\" of client {client.Key} stands after \"{before.Text}\", and was sent before it.";

            foreach (var (before, after) in Neighbours(acknowledged).Where(pair => pair.Before.Post > pair.After.Post))
                yield return $"The post \"{after.Subject}\" of client {client.Key} has a lower id than \"{before.Subject}\", acknowledged before it.";
        }
    }

    private static IEnumerable<string> FaultsOfTies(IReadOnlyCollection<Operation> deeds, CommunityState square)
    {
        var posts = square.Posts.Select(post => $"{post.Id}").ToHashSet();
        var done = deeds.Where(deed => deed.Tie is not null).ToLookup(deed => deed.Tie!);

        foreach (var tries in done)
        {
            var stands = square.Ties.Contains(tries.Key);
            var isOfNothing = tries.Key.Made is not OperationKind.Follow && !posts.Contains(tries.Key.Subject);
            if (stands && isOfNothing)
                yield return $"{tries.Key} stands, and the post is gone.";
            else if (!isOfNothing && !MayBe(tries, stands))
                yield return stands ? $"{tries.Key} stands, and should not." : $"{tries.Key} was acknowledged and is lost.";
        }

        foreach (var stranger in square.Ties.Where(tie => !done.Contains(tie)))
            yield return $"{stranger} stands, and nobody made it.";
    }

    /// <summary>The last that was acknowledged counts, or any without an answer after it.</summary>
    private static bool MayBe(IEnumerable<Operation> tries, bool stands)
    {
        HashSet<bool> possible = [false];
        foreach (var deed in tries.Where(deed => deed.Outcome is not Outcome.Failed))
        {
            if (deed.Outcome is Outcome.Acknowledged)
                possible.Clear();

            possible.Add(deed.Makes);
        }

        return possible.Contains(stands);
    }

    private static IEnumerable<(T Before, T After)> Neighbours<T>(IEnumerable<T> all)
    {
        var list = all.ToList();
        return list.Zip(list.Skip(1));
    }
}
