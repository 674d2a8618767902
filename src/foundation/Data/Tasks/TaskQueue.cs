using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Data.Nodes;

namespace Plaza.Data.Tasks;

/// <summary>
/// The task queue. Any space may add a task in the transaction of its cause; the task manager claims and finishes them. Thread-safe.
/// </summary>
public sealed class TaskQueue(IDbContextFactory<PlazaDbContext> tables, Node node)
{
    private int _added;
    private int _retried;

    /// <summary>Whether a task was added since the last call.</summary>
    public bool ConsumeAddedFlag() => Interlocked.Exchange(ref _added, 0) is 1;

    /// <summary>Whether the operator retried a task since the last call.</summary>
    public bool ConsumeRetriedFlag() => Interlocked.Exchange(ref _retried, 0) is 1;

    /// <summary>Adds a task, unless one with this name and key exists in any state.</summary>
    /// <returns>Whether the task was added.</returns>
    public bool Add<TPayload>(WriteTransaction tx, string name, string key, TPayload payload) =>
        Add(tx, name, key, JsonSerializer.Serialize(payload), tx.Now);

    public bool Add(WriteTransaction tx, string name, string key, string payload, DateTimeOffset due)
    {
        Interlocked.Exchange(ref _added, 1);
        return tx.Execute(
            $"""
            insert into tasks (id, name, key, payload, state, attempts, due, created_at, node, detail)
            values ({tx.NextId<TaskId>()}, {name}, {key}, {payload}, {TaskState.Pending}, 0, {due}, {tx.Now}, 0, {""})
            on conflict (name, key) do nothing
            """) is 1;
    }

    /// <summary>
    /// Makes one batch of the pending tasks of a name due now whose due time is after <paramref name="latest"/>: the clock was ahead when they were
    /// queued.
    /// </summary>
    /// <returns>How many, at most <paramref name="batchSize"/>.</returns>
    public int BoundDue(WriteTransaction tx, string name, DateTimeOffset latest, int batchSize) => tx.Execute(
        $"""
        update tasks set due = {tx.Now} where id in (
          select id from tasks where state = {TaskState.Pending} and name = {name} and due > {latest} limit {(long)batchSize})
        """);

    /// <summary>Marks due tasks of a name as running, at most <paramref name="limit"/>, those due for longest first.</summary>
    public List<ClaimedTask> Claim(WriteTransaction tx, string name, int limit) => tx.Query(
        $"""
        update tasks set state = {TaskState.Running}, started_at = {tx.Now}, node = {node.Id}
        where id in (
          select id from tasks where state = {TaskState.Pending} and name = {name} and due <= {tx.Now} order by due limit {(long)limit})
        returning id, name, key, payload, attempts, started_at, node
        """,
        row => new ClaimedTask(new(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetTime(5), row.GetInt64(6)));

    /// <summary>Stores the result of a claimed task, once: a repetition changes nothing, even when the task was claimed again.</summary>
    public void Finish(WriteTransaction tx, ClaimedTask task, TaskState state, int attempts, DateTimeOffset due, string detail) => tx.Enqueue(
        $"""
        update tasks set state = {state}, attempts = {(long)attempts}, due = {due}, ended_at = {tx.Now}, detail = {detail}
        where id = {task.Id} and state = {TaskState.Running} and started_at = {task.StartedAt} and node = {task.Node}
        """);

    /// <summary>Reverts claims of which it is unknown whether they were stored. Other tasks that run are not affected.</summary>
    public void RevertClaims(WriteTransaction tx, IReadOnlyCollection<TaskId> tasks) => tx.Enqueue(
        $"update tasks set state = {TaskState.Pending} where id in {tasks} and state = {TaskState.Running} and node = {node.Id}");

    /// <summary>
    /// Called after a start: tasks that were running when the process ended run again. Those of a node with a lease are requeued when it ends; with SQLite
    /// they may have the number of one, from which the database was copied.
    /// </summary>
    public int RequeueInterrupted(WriteTransaction tx) =>
        tx.Execute($"update tasks set state = {TaskState.Pending} where state = {TaskState.Running} and (node = {node.Id} or {!node.IsShared})");

    /// <summary>Makes a pending or dead-lettered task due now, and resets its attempts.</summary>
    public bool Retry(WriteTransaction tx, TaskId task)
    {
        Interlocked.Exchange(ref _retried, 1);
        Interlocked.Exchange(ref _added, 1);
        return tx.Execute(
            $"""
            update tasks set state = {TaskState.Pending}, attempts = 0, due = {tx.Now}
            where id = {task} and state in ({TaskState.Pending}, {TaskState.DeadLettered})
            """) is 1;
    }

    /// <summary>Deletes one batch of the tasks completed before <paramref name="oldest"/>.</summary>
    /// <returns>The number of deleted rows, at most <paramref name="batchSize"/>.</returns>
    public int PurgeCompleted(WriteTransaction tx, DateTimeOffset oldest, int batchSize) => tx.Execute(
        $"""
        delete from tasks where id in (
          select id from tasks where state = {TaskState.Completed} and ended_at < {oldest} limit {(long)batchSize})
        """);

    /// <summary>Deletes tasks of a name, in whatever state, whose key is <paramref name="key"/> or begins with it and a colon.</summary>
    public int DeleteBatch(WriteTransaction tx, string name, string key, int limit) =>
        tx.Execute($"delete from tasks where name = {name} and key = {key}")
        + tx.Execute(
            $"""
            delete from tasks where id in (
              select id from tasks where name = {name} and key > {$"{key}:"} and key < {$"{key};"} limit {(long)limit})
            """);

    /// <summary>The names with pending tasks, and the next due time of each. Reads one row for each name, however many tasks are pending.</summary>
    public List<DueKind> NextDue(WriteTransaction tx) => tx.Query(
        $"""
        with recursive kinds(name) as (
          select min(name) from tasks where state = {TaskState.Pending}
          union all
          select (select min(name) from tasks where state = {TaskState.Pending} and name > kinds.name) from kinds where kinds.name is not null)
        select name, (select min(due) from tasks where state = {TaskState.Pending} and tasks.name = kinds.name) from kinds where name is not null
        """,
        row => new DueKind(row.GetString(0), row.GetTime(1)));

    /// <summary>The newest first.</summary>
    public async Task<List<TaskRow>> GetNewestAsync(int limit, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Tasks.AsNoTracking().OrderByDescending(task => task.Id).Take(limit).ToListAsync(ct);
    }
}

/// <summary>A task that the caller must run and finish.</summary>
public sealed record ClaimedTask(TaskId Id, string Name, string Key, string Payload, int Attempts, DateTimeOffset StartedAt, long Node);

/// <summary>A name with pending tasks.</summary>
/// <param name="Name">The name of the tasks.</param>
/// <param name="Due">The due time of the first of them.</param>
public sealed record DueKind(string Name, DateTimeOffset Due);
