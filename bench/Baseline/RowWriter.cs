using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Plaza.Baseline;

/// <summary>One thread that writes the rows of all waiting posts in one transaction, and completes them when it is durable.</summary>
internal sealed class RowWriter(ChannelReader<(long Author, string Text, TaskCompletionSource Done)> waiting, SqliteConnection db)
{
    public void Run()
    {
        var written = new List<TaskCompletionSource>();
        using var insert = new SqliteCommand(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "post.sql")), db);
        string[] names = ["$id", "$author", "$text", "$at"];
        var values = names.Select(name => insert.Parameters.AddWithValue(name, 0L)).ToArray();
        for (var id = 0L; waiting.WaitToReadAsync().AsTask().Result; written.Clear())
        {
            insert.Transaction = db.BeginTransaction(deferred: false);
            for (; written.Count < 512 && waiting.TryRead(out var post); written.Add(post.Done))
            {
                (values[0].Value, values[1].Value, values[2].Value, values[3].Value) = (++id, post.Author, post.Text, TimeProvider.System.GetTimestamp());
                insert.ExecuteNonQuery();
            }

            insert.Transaction.Commit();
            written.ForEach(done => done.SetResult());
        }
    }
}
