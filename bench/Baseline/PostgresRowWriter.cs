using System.Threading.Channels;
using Npgsql;

namespace Plaza.Baseline;

/// <summary>As <see cref="RowWriter"/>, on PostgreSQL: the transaction with all waiting posts is one batch, in one round trip.</summary>
internal sealed class PostgresRowWriter(ChannelReader<(long Author, string Text, TaskCompletionSource Done)> waiting, NpgsqlConnection db)
{
    private static readonly string[] Inserts = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "post-postgres.sql")).Split(";\n")[..^1];

    public void Run()
    {
        var written = new List<TaskCompletionSource>();
        for (var id = 0L; waiting.WaitToReadAsync().AsTask().Result; written.Clear())
        {
            using var batch = db.CreateBatch();
            batch.BatchCommands.Add(new("begin"));
            for (; written.Count < 512 && waiting.TryRead(out var post); written.Add(post.Done))
            {
                id++;
                var at = TimeProvider.System.GetTimestamp();
                Add(batch, Inserts[0], id, post.Author, at);
                Add(batch, Inserts[1], id, post.Author, at);
                batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter<string> { TypedValue = post.Text });
                Add(batch, Inserts[2], post.Author, at);
                Add(batch, Inserts[3], 2 * id, post.Author, at, id);
                Add(batch, Inserts[4], (2 * id) + 1, post.Author, at, id);
            }

            batch.BatchCommands.Add(new("commit"));
            batch.ExecuteNonQuery();
            written.ForEach(done => done.SetResult());
        }
    }

    private static void Add(NpgsqlBatch batch, string insert, params ReadOnlySpan<long> values)
    {
        var command = new NpgsqlBatchCommand(insert);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });

        batch.BatchCommands.Add(command);
    }
}
