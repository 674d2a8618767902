using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Plaza.Mail;
using Plaza.Mail.Gateway;
using Plaza.Spaces.Tasks;

namespace Plaza.Tests.Mail;

public sealed class MailFolderTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("plaza-mail-");

    private string Folder => Path.Combine(_parent.FullName, "mail");

    private string[] Files => [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task A_message_stands_there_with_the_bytes_that_would_be_sent()
    {
        var result = await KeepAsync(Mails.ToBob);

        result.Outcome.ShouldBe(MailOutcome.Sent);
        Files.ShouldHaveSingleItem().ShouldMatch("^20260131T070507Z-mention_42-[0-9a-f]{24}\\.eml$");
        File.ReadAllText(result.Reply).ShouldBe(Encoding.ASCII.GetString(MimeWriter.Write(Mails.ToBob)));
    }

    [Fact]
    public async Task A_repeat_does_not_double_it_even_at_another_time()
    {
        await KeepAsync(Mails.ToBob);
        await KeepAsync(Mails.ToBob);
        await KeepAsync(Mails.ToBob with { Date = Mails.ToBob.Date.AddHours(1), MessageId = $"<{Mails.ToBob.MessageId}>" });

        Files.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Many_at_once_each_stand_there_once()
    {
        var folder = new FileMailGateway(Folder);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            folder.SendAsync(Mails.ToBob with { MessageId = $"{number / 2}@example.org" }, TestContext.Current.CancellationToken).AsTask()));

        Files.Length.ShouldBe(20);
    }

    [Fact]
    public async Task File_names_sort_by_time()
    {
        await KeepAsync(Mails.ToBob with { Subject = "second", MessageId = "a@x", Date = Mails.ToBob.Date.AddSeconds(1) });
        await KeepAsync(Mails.ToBob with { Subject = "first", MessageId = "b@x" });

        Files.Select(file => File.ReadAllText(Path.Combine(Folder, file)).Contains("first", StringComparison.Ordinal)).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Unfinished_files_of_an_ended_process_are_deleted()
    {
        await KeepAsync(Mails.ToBob);
        await File.WriteAllTextAsync(Path.Combine(Folder, ".mention.1.2-abc-1-1.tmp"), "half a word");

        _ = new FileMailGateway(Folder);

        Directory.GetFiles(Folder).ShouldHaveSingleItem().ShouldEndWith(".eml");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task The_stored_mail_of_a_post_deleted_in_the_meantime_is_deleted(bool isStillDue, int stored)
    {
        var outbox = new MailSender(new FileMailGateway(Folder), new(), NullLogger<MailSender>.Instance);

        var outcome = await outbox.SendAsync(
            Mails.ToBob with { MessageId = "mention.1.2@example.org" }, () => Task.FromResult(isStillDue), TestContext.Current.CancellationToken);

        outcome.Kind.ShouldBe(TaskResultKind.Completed);
        Files.Length.ShouldBe(stored);
    }

    [Fact]
    public async Task Only_the_mails_to_delete_are_found_by_their_id()
    {
        foreach (var id in new[] { "mention.1.2", "mention.1.3", "mention.11.2", "mention.2.1", "confirm.1" })
            await KeepAsync(Mails.ToBob with { MessageId = $"<{id}@example.org>" });

        new FileMailGateway(Folder).Delete("mention.1.*");
        new FileMailGateway(Folder).Delete("mention.1.*");

        Files.Select(file => file.Split('-')[1]).ShouldBe(["confirm.1", "mention.11.2", "mention.2.1"]);
        new FileMailGateway(Folder + "-of-nobody").Delete("mention.1.*");
    }

    [Fact]
    public async Task A_failed_write_leaves_no_file()
    {
        (await KeepAsync(Mails.ToBob with { To = new("../../bob") })).Outcome.ShouldBe(MailOutcome.Rejected);

        Directory.Exists(Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_is_told_not_thrown()
    {
        await File.WriteAllTextAsync(Folder, "a file", TestContext.Current.CancellationToken);

        (await KeepAsync(Mails.ToBob)).Outcome.ShouldBe(MailOutcome.Unreachable);
    }

    [Fact]
    public async Task Only_the_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
            return;

        var result = await KeepAsync(Mails.ToBob);

        File.GetUnixFileMode(result.Reply).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _parent.Delete(recursive: true);

    private ValueTask<MailResult> KeepAsync(MailMessage message) =>
        new FileMailGateway(Folder).SendAsync(message, TestContext.Current.CancellationToken);
}
