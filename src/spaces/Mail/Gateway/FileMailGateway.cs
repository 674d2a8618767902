using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plaza.Data;

namespace Plaza.Mail.Gateway;

/// <summary>
/// Writes mail to a folder when no mail server is configured: one <c>.eml</c> file for each message, readable by the owner only, since mails contain
/// links that grant access. File names sort by time and contain a key of the Message-ID, so that a message that is sent twice is stored once.
/// </summary>
internal sealed class FileMailGateway : IMailGateway
{
    private readonly string _folder;
    private readonly Lock _naming = new();
    private long _unfinished;

    /// <param name="folder">The folder; used by no other process. Unfinished files of an earlier process are deleted.</param>
    public FileMailGateway(string folder)
    {
        _folder = folder;
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, ".*.tmp") : [])
            File.Delete(file);
    }

    public ValueTask<MailResult> SendAsync(MailMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return new(Send(message));
    }

    private MailResult Send(MailMessage message)
    {
        try
        {
            var content = MimeWriter.Write(message);
            OwnerOnly.CreateFolder(_folder);
            return MailResult.Sent(Store(message, content));
        }
        catch (UnsendableMailException unsendable)
        {
            return MailResult.Rejected(unsendable.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return MailResult.Unreachable(failure.Message);
        }
    }

    public void Delete(string id)
    {
        if (!Directory.Exists(_folder))
            return;

        lock (_naming)
        {
            foreach (var file in Directory.EnumerateFiles(_folder, $"*-{id}-*.eml"))
                File.Delete(file);
        }
    }

    private string Store(MailMessage message, byte[] content)
    {
        var key = KeyOf(message.MessageId.Trim('<', '>'));
        var unfinished = Path.Combine(_folder, $".{key}-{Environment.ProcessId}-{Interlocked.Increment(ref _unfinished)}.tmp");

        try
        {
            OwnerOnly.Write(unfinished, content);
            return GiveName(unfinished, key, message.Date);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>The part of the id before the @, as far as it is valid in a file name, followed by a hash of the whole id.</summary>
    private static string KeyOf(string id)
    {
        const int MaxLength = 80;
        var left = id.Split('@')[0];
        var name = string.Concat(left.Take(MaxLength).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '_'));
        return $"{name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..24]}";
    }

    /// <summary>Renames the file atomically, so that readers see it complete or not at all.</summary>
    private string GiveName(string unfinished, string key, DateTimeOffset date)
    {
        lock (_naming)
        {
            var name = Directory.EnumerateFiles(_folder, $"*-{key}.eml").FirstOrDefault()
                ?? Path.Combine(_folder, $"{date.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{key}.eml");

            File.Move(unfinished, name, overwrite: true);
            return name;
        }
    }
}
