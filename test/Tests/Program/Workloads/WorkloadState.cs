using System.Collections.Concurrent;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Workloads;

/// <summary>Shared by all clients of a workload: the accounts, and the acknowledged posts, also deleted ones.</summary>
internal sealed class WorkloadState(IReadOnlyList<TestAccount> people)
{
    /// <summary>Small, so that many clients act on the same posts.</summary>
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

    /// <returns>Null while there is no post.</returns>
    public string? AnyPost(SeededRandom chance) => _posts.ToArray() is { Length: > 0 } posts ? posts[chance.NextInt(posts.Length)] : null;
}
