using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Model;
using Plaza.Data.Sql;

namespace Plaza.Data.Tasks;

/// <summary>
/// The tasks that are due, running, done or parked. Any space may add one in the transaction of its cause; the task
/// manager takes and ends them.
/// </summary>
public sealed class TaskQueue(IDbContextFactory<PlazaDb> tables, Reading reading)
{
    private int _added;

    /// <summary>Whether anything was added since this was last asked.</summary>
    public bool TakeAdded() => Interlocked.Exchange(ref _added, 0) is 1;

    /// <summary>Adding one with the name and key of another does nothing, whatever became of the other.</summary>
    /// <returns>Whether it was new.</returns>
    public bool Add<TPayload>(Commit commit, string name, string key, TPayload payload) =>
        Add(commit, name, key, JsonSerializer.Serialize(payload), commit.Now);

    public bool Add(Commit commit, string name, string key, string payload, DateTimeOffset due)
    {
        Interlocked.Exchange(ref _added, 1);
        return commit.Run(
            $"""
            insert into tasks (id, name, key, payload, state, attempts, due, created_at, detail)
            values ({commit.NextId<TaskId>()}, {name}, {key}, {payload}, {TaskState.Waiting}, 0, {due}, {commit.Now}, {""})
            on conflict (name, key) do nothing
            """) is 1;
    }

    /// <summary>Marks those that are due as running, at most <paramref name="most"/>, the longest due first.</summary>
    public List<TakenTask> Take(Commit commit, int most) => commit.Read(
        $"""
        update tasks set state = {TaskState.Running}, started_at = {commit.Now}
        where id in (select id from tasks where state = {TaskState.Waiting} and due <= {commit.Now} order by due limit {(long)most})
        returning id, name, key, payload, attempts
        """,
        row => new TakenTask(new(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4)));

    public void End(Commit commit, TaskId task, TaskState state, int attempts, DateTimeOffset due, string detail) => commit.Run(
        $"""
        update tasks set state = {state}, attempts = {(long)attempts}, due = {due}, ended_at = {commit.Now}, detail = {detail}
        where id = {task}
        """);

    /// <summary>After a start: what was running when the program ended was not finished.</summary>
    public int Reclaim(Commit commit) =>
        commit.Run($"update tasks set state = {TaskState.Waiting} where state = {TaskState.Running}");

    /// <summary>Has a waiting or parked task tried again now, with all its tries.</summary>
    public bool Retry(Commit commit, TaskId task)
    {
        Interlocked.Exchange(ref _added, 1);
        return commit.Run(
            $"""
            update tasks set state = {TaskState.Waiting}, attempts = 0, due = {commit.Now}
            where id = {task} and state in ({TaskState.Waiting}, {TaskState.Parked})
            """) is 1;
    }

    /// <summary>Deletes one batch of what was done before <paramref name="oldest"/>.</summary>
    /// <returns>How many, at most <paramref name="batchSize"/>.</returns>
    public int Forget(Commit commit, DateTimeOffset oldest, int batchSize) => commit.Run(
        $"""
        delete from tasks where id in (
          select id from tasks where state = {TaskState.Done} and ended_at < {oldest} limit {(long)batchSize})
        """);

    /// <summary>Forgets some of the tasks of a name whose key is this, or begins with it and a colon, whatever became of them.</summary>
    public int ForgetSomeOf(Commit commit, string name, string key, int most) =>
        commit.Run($"delete from tasks where name = {name} and key = {key}")
        + commit.Run(
            $"""
            delete from tasks where id in (
              select id from tasks where name = {name} and key > {$"{key}:"} and key < {$"{key};"} limit {(long)most})
            """);

    /// <summary>When the next one is due; null when none waits.</summary>
    public DateTimeOffset? NextDue() =>
        reading.Read($"select due from tasks where state = {TaskState.Waiting} order by due limit 1", row => row.GetTime(0))
            is [var due] ? due : null;

    /// <summary>The newest first.</summary>
    public async Task<List<TaskRow>> NewestAsync(int most, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Tasks.AsNoTracking().OrderByDescending(task => task.Id).Take(most).ToListAsync(ct);
    }
}

/// <summary>A task that the caller now has to run and end.</summary>
public sealed record TakenTask(TaskId Id, string Name, string Key, string Payload, int Attempts);
