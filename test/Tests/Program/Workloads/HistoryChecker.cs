namespace Plaza.Tests.Program.Workloads;

/// <summary>
/// Compares the responses that clients got with the final state. Acknowledged changes exist exactly once, failed ones do not exist, those without a
/// response exist once or not at all, and the posts of each author are in the order in which they were sent.
/// </summary>
internal static class HistoryChecker
{
    /// <param name="operations">The operations of each client in order; attempts with the same text follow each other.</param>
    /// <returns>A sentence for each anomaly.</returns>
    public static List<string> Faults(IReadOnlyCollection<Operation> operations, CommunityState state) =>
        [.. FaultsOfPosts(operations, state), .. FaultsOfOrder(operations, state), .. FaultsOfRelations(operations, state)];

    private static IEnumerable<string> FaultsOfPosts(IReadOnlyCollection<Operation> operations, CommunityState state)
    {
        var standing = state.Posts.ToLookup(post => (post.Client, Subject: post.Text), post => post.Id);
        var deletions = operations.Where(operation => operation.Verb is OperationKind.Delete).ToLookup(operation => operation.Subject, operation => operation.Outcome);
        var sent = operations.Where(operation => operation.Verb is OperationKind.Publish).GroupBy(operation => (operation.Client, operation.Subject)).ToList();

        foreach (var tries in sent)
        {
            if (FaultOf([.. tries], [.. standing[tries.Key]], deletions) is { } fault)
                yield return $"The post \"{tries.Key.Subject}\" of client {tries.Key.Client} {fault}.";
        }

        foreach (var unexpected in standing.Select(post => post.Key).Except(sent.Select(tries => tries.Key)))
            yield return $"The post \"{unexpected.Subject}\" of client {unexpected.Client} stands, and nobody sent it.";
    }

    private static string? FaultOf(List<Operation> tries, List<long> standing, ILookup<string, Outcome> deletions)
    {
        var acknowledged = tries.Where(operation => operation.Outcome is Outcome.Acknowledged).Select(operation => operation.Post).Distinct().ToList();
        if (standing.Count > 1)
            return $"stands {standing.Count} times";

        if (acknowledged is not [var id, .. var others])
            return standing.Count is 1 && tries.TrueForAll(operation => operation.Outcome is Outcome.Failed) ? "failed and stands" : null;

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

    private static IEnumerable<string> FaultsOfOrder(IReadOnlyCollection<Operation> operations, CommunityState state)
    {
        foreach (var client in operations.Where(operation => operation.Verb is OperationKind.Publish).GroupBy(operation => operation.Client))
        {
            var sent = client.Select(operation => operation.Subject).Distinct().Index().ToDictionary(one => one.Item, one => one.Index);
            var standing = state.Posts.Where(post => post.Client == client.Key && sent.ContainsKey(post.Text)).OrderBy(post => post.Id);
            var acknowledged = client.Where(operation => operation.Outcome is Outcome.Acknowledged);

            foreach (var (before, after) in Neighbours(standing).Where(pair => sent[pair.Before.Text] > sent[pair.After.Text]))
                yield return $"The post \"{after.Text}\" of client {client.Key} stands after \"{before.Text}\", and was sent before it.";

            foreach (var (before, after) in Neighbours(acknowledged).Where(pair => pair.Before.Post > pair.After.Post))
                yield return $"The post \"{after.Subject}\" of client {client.Key} has a lower id than \"{before.Subject}\", acknowledged before it.";
        }
    }

    private static IEnumerable<string> FaultsOfRelations(IReadOnlyCollection<Operation> operations, CommunityState state)
    {
        var posts = state.Posts.Select(post => $"{post.Id}").ToHashSet();
        var done = operations.Where(operation => operation.Relation is not null).ToLookup(operation => operation.Relation!);

        foreach (var tries in done)
        {
            var stands = state.Relations.Contains(tries.Key);
            var isOfNothing = tries.Key.Made is not OperationKind.Follow && !posts.Contains(tries.Key.Subject);
            if (stands && isOfNothing)
                yield return $"{tries.Key} stands, and the post is gone.";
            else if (!isOfNothing && !MayBe(tries, stands))
                yield return stands ? $"{tries.Key} stands, and should not." : $"{tries.Key} was acknowledged and is lost.";
        }

        foreach (var unexpected in state.Relations.Where(tie => !done.Contains(tie)))
            yield return $"{unexpected} stands, and nobody made it.";
    }

    /// <summary>The final state is that of the last acknowledged operation, or of any later one without a response.</summary>
    private static bool MayBe(IEnumerable<Operation> tries, bool stands)
    {
        HashSet<bool> possible = [false];
        foreach (var operation in tries.Where(operation => operation.Outcome is not Outcome.Failed))
        {
            if (operation.Outcome is Outcome.Acknowledged)
                possible.Clear();

            possible.Add(operation.Makes);
        }

        return possible.Contains(stands);
    }

    private static IEnumerable<(T Before, T After)> Neighbours<T>(IEnumerable<T> all)
    {
        var list = all.ToList();
        return list.Zip(list.Skip(1));
    }
}
