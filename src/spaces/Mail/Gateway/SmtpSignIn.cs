using System.Text;

namespace Plaza.Mail.Gateway;

/// <summary>Proves to the server who we are: PLAIN, or LOGIN where only that is offered. Never where others can read along.</summary>
internal static class SmtpSignIn
{
    public static async Task RunAsync(SmtpWire wire, string[]? offered, MailOptions options, CancellationToken ct)
    {
        if (!wire.IsPrivate)
            throw Stopped("The password is not sent: the connection to the mail server is not encrypted.");

        var password = await PasswordAsync(options, ct);
        if (Offers("PLAIN"))
        {
            await ExpectAsync(wire, $"AUTH PLAIN {Base64($"\0{options.User}\0{password}")}", 235, ct);
        }
        else if (Offers("LOGIN"))
        {
            await ExpectAsync(wire, "AUTH LOGIN", 334, ct);
            await ExpectAsync(wire, Base64(options.User), 334, ct);
            await ExpectAsync(wire, Base64(password), 235, ct);
        }
        else
        {
            throw Stopped("The mail server offers neither AUTH PLAIN nor AUTH LOGIN.");
        }

        bool Offers(string mechanism) => offered?.Contains(mechanism, StringComparer.OrdinalIgnoreCase) ?? false;
    }

    private static async Task<string> PasswordAsync(MailOptions options, CancellationToken ct)
    {
        if (options.PasswordFile.Length == 0)
            return options.Password;

        using var file = File.OpenText(options.PasswordFile);
        return await file.ReadLineAsync(ct) ?? "";
    }

    private static async Task ExpectAsync(SmtpWire wire, string command, int code, CancellationToken ct)
    {
        var reply = await wire.AskAsync(command, ct);
        if (reply.Code != code)
            throw new SmtpStoppedException(SmtpVerdict.OnUs(reply));
    }

    private static SmtpStoppedException Stopped(string why) => new(MailResult.Unreachable(why));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
