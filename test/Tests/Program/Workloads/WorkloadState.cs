using System.Collections.Concurrent;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Workloads;

/// <summary>What everybody in the workload knows of: the people, and the posts that were acknowledged, also such as are gone by now.</summary>
internal sealed class WorkloadState(IReadOnlyList<TestAccount> people)
{
    /// <summary>Few enough that many meet at the same posts.</summary>
    private const int Recent = 200;

    private readonly ConcurrentQueue<string> _posts = [];

    public IReadOnlyList<TestAccount> People => people;

    public void Hear(Operation operation)
    {
        if (operation is not { Verb: OperationKind.Publish, Outcome: Outcome.Acknowledged })
            return;

        _posts.Enqueue($"{operation.Post}");
        if (_posts.Count > Recent)
            _posts.TryDequeue(out _);
    }

    /// <returns>Null while there is none.</returns>
    public string? AnyPost(SeededRandom chance) => _posts.ToArray() is { Length: > 0 } posts ? posts[chance.NextInt(posts.Length)] : null;
}
