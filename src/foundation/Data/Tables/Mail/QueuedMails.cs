using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Mail;

/// <summary>Writes the table <c>queued_mails</c>, which counts the mails of each address. Used by the Mail space only.</summary>
public sealed class QueuedMails
{
    public int Count(WriteTransaction tx, int kind, string recipient, DateTimeOffset after) => (int)(tx.QueryScalar(
        $"select count(*) from queued_mails where kind = {(long)kind} and recipient = {recipient} and queued_at > {after}") ?? 0);

    /// <returns>False when the same was added before.</returns>
    public bool Add(WriteTransaction tx, int kind, string recipient, string mail) => tx.Execute(
        $"""
        insert into queued_mails (kind, recipient, mail, queued_at) values ({(long)kind}, {recipient}, {mail}, {tx.Now})
        on conflict (kind, recipient, mail) do nothing
        """) is 1;

    /// <returns>The number of deleted rows older than <paramref name="oldest"/>, at most <paramref name="batchSize"/>.</returns>
    public int DeleteBatch(WriteTransaction tx, DateTimeOffset oldest, int batchSize) => tx.Execute(
        $"""
        delete from queued_mails where (kind, recipient, mail) in (
          select kind, recipient, mail from queued_mails where queued_at < {oldest} order by queued_at limit {(long)batchSize})
        """);
}
