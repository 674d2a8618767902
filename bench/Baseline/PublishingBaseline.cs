using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Plaza.Baseline;

/// <summary>
/// Looks up the token by its SHA-256, reads the form, has <see cref="RowWriter"/> write the rows of a post, and responds with a cached body.
/// </summary>
internal static class PublishingBaseline
{
    public static WebApplication Build(byte[] body, string padding, string[] tokens, SqliteConnection db)
    {
        var accounts = tokens.Index().ToDictionary(token => Hash(token.Item), token => (long)token.Index);
        var waiting = Channel.CreateUnbounded<(long Author, string Text, TaskCompletionSource Done)>();
        new Thread(new RowWriter(waiting.Reader, db).Run) { IsBackground = true }.Start();
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
