using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Plaza.Baseline;

/// <summary>
/// Looks up the token by its SHA-256, reads the form, has <see cref="RowWriter"/> (or <see cref="PostgresRowWriter"/>) write the rows of a post, and responds with a cached body.
/// </summary>
internal static class PublishingBaseline
{
    public static WebApplication Build(byte[] body, string padding, string[] tokens, DbConnection db)
    {
        var accounts = tokens.Index().ToDictionary(token => Hash(token.Item), token => (long)token.Index);
        var waiting = Channel.CreateUnbounded<(long Author, string Text, TaskCompletionSource Done)>();
        ThreadStart write = db is NpgsqlConnection postgres ? new PostgresRowWriter(waiting.Reader, postgres).Run : new RowWriter(waiting.Reader, (SqliteConnection)db).Run;
        new Thread(write) { IsBackground = true }.Start();
        return BareKestrel.Build(body.Length, padding, async http =>
        {
            var author = accounts[Hash(http.Request.Headers.Authorization.ToString()["Bearer ".Length..])];
            var text = (await http.Request.ReadFormAsync())["status"].ToString();
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Writer.TryWrite((author, text, done));
            await done.Task;
            await http.Response.BodyWriter.WriteAsync(body);
        });
    }

    private static string Hash(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
