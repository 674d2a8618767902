using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Workloads;

/// <summary>The mails in the folder of a server without a mail server.</summary>
internal static class StoredMails
{
    /// <summary>
    /// One mail for each account mentioned in an existing post, unless its address reached its quota; mails about deleted posts may have been sent
    /// before the deletion.
    /// </summary>
    public static void ShouldFit(DataFolder folder, string message)
    {
        var mails = Directory.GetFiles(folder.Mail, "*.eml").Select(file => File.ReadLines(file).First(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)));
        var sent = mails.Select(line => line.Split('<', '@')[1]).ToList();

        sent.Distinct().Count().ShouldBe(sent.Count, message);
        folder.Rows(
            "select 'mention.' || post || '.' || account from mentions where account || ':' || post in (select mail from queued_mails where kind = 0)",
            row => row.GetString(0)).ShouldBeSubsetOf(sent, message);
        folder.Rows(
            """
            select account from mentions where account || ':' || post not in (select mail from queued_mails where kind = 0)
              and (select count(*) from queued_mails where kind = 0 and mail like account || ':%') < 5
            """,
            row => row.GetInt64(0)).ShouldBeEmpty(message);
    }
}
